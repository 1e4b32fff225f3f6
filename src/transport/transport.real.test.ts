import { encodeOperator, encodeAccount, encodeUser } from '@nats-io/jwt';
import { createAccount, createOperator, createUser } from '@nats-io/nkeys';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { WebSocket as NodeWebSocket } from 'ws';
import type { Cluster } from '../../scripts/cluster/cluster.mjs';
import { startCluster } from '../../scripts/cluster/cluster.mjs';
import { ensureNatsServer } from '../../scripts/nats-server/ensure.mjs';
import type { LinkState } from '../domain/observation';
import { localMs } from '../domain/time';
import { connectTransport } from './connect';
import { subject } from './subject';
import type { Clock, ConnectOptions, LinkProblem, LoginData, Transport } from './transport';

// Node 20 has no WebSocket of its own.
vi.stubGlobal('WebSocket', NodeWebSocket);

/** Of a page that the server does not list. */
class StrangerWebSocket extends NodeWebSocket {
  constructor(url: string) {
    super(url, { origin: 'http://stranger.example' });
  }
}

const clock: Clock = {
  now: () => localMs(Date.now()),
  after(delay, run) {
    const timer = setTimeout(run, delay);
    return () => clearTimeout(timer);
  },
  random: () => Math.random(),
};
const ping = (what: string) => subject('$SYS', 'REQ', 'SERVER', 'PING', what);
const open: Transport[] = [];

/** One dial may take long on a busy machine. */
const patient = { inboxPrefix: null, dialTimeoutMs: 15_000 };

async function connect(options: Partial<ConnectOptions> & Pick<ConnectOptions, 'urls' | 'credentials'>) {
  const result = await connectTransport({ ...patient, ...options }, clock, new AbortController().signal);
  if (result.ok) open.push(result.value);
  return result;
}

async function connected(options: Parameters<typeof connect>[0]): Promise<Transport> {
  const result = await connect(options);
  if (!result.ok) throw new Error(`not connected: ${result.error.code} ${result.error.detail ?? ''}`);
  return result.value;
}

async function problem(options: Parameters<typeof connect>[0]): Promise<LinkProblem | null> {
  const result = await connect(options);
  return result.ok ? null : result.error;
}

/** Resolves when the transport is in that state, now or later. */
function reaches(transport: Transport, wanted: LinkState): Promise<void> {
  return new Promise((resolve) => {
    if (transport.state === wanted) {
      resolve();
      return;
    }
    const stop = transport.onState((state) => {
      if (state !== wanted) return;
      stop();
      resolve();
    });
  });
}

let binary: string;
beforeAll(async () => {
  binary = (await ensureNatsServer({ version: '2.15.1' })).path;
});

describe('a cluster of three real servers', () => {
  let cluster: Cluster;
  let credentials: LoginData;
  const url = (name: string) => cluster.server(name).wsUrl;
  beforeAll(async () => {
    cluster = await startCluster({ binary, names: ['n1', 'n2', 'n3'], allowedOrigins: ['http://127.0.0.1:4173'] });
    await cluster.waitUntilHealthy();
    credentials = { kind: 'password', ...cluster.logins.admin };
  });
  afterAll(async () => {
    open.splice(0).forEach((transport) => transport.close());
    await cluster.dispose();
  });

  it('is reached, named by its INFO, and answers PING', async () => {
    const transport = await connected({ urls: [url('n1')], credentials });
    expect(transport.state).toBe('live');
    expect(transport.server).toMatchObject({ name: 'n1', version: '2.15.1', url: `${url('n1')}/` });
    expect(await transport.rtt()).toMatchObject({ ok: true });
  });

  it('answers a gather once per server, and the gather ends when the expected number came', async () => {
    const transport = await connected({ urls: [url('n1')], credentials });
    const started = Date.now();
    const gathered = await transport.gather(ping('STATSZ'), '', { deadlineMs: 30_000, expect: 3 });
    expect(gathered).toMatchObject({ ok: true, value: { complete: true, interrupted: false, damaged: [] } });
    expect(gathered.ok && gathered.value.replies).toHaveLength(3);
    expect(Date.now() - started).toBeLessThan(30_000);
    expect(transport.traffic().requests).toBe(1);
  });

  it('compresses replies when asked to, which arrive unpacked', async () => {
    const transport = await connected({ urls: [url('n1')], credentials });
    const before = transport.traffic().bytesIn;
    const gathered = await transport.gather(ping('VARZ'), '', { deadlineMs: 10_000, expect: 3, gzip: true });
    const replies = gathered.ok ? gathered.value.replies : [];
    expect(replies.map((reply) => reply.headers.get('content-encoding'))).toEqual(['gzip', 'gzip', 'gzip']);
    const text = replies.map((reply) => new TextDecoder().decode(reply.payload));
    expect(text.every((one) => one.startsWith('{"server":'))).toBe(true);
    const unpacked = replies.reduce((sum, reply) => sum + reply.payload.byteLength, 0);
    expect(transport.traffic().bytesIn - before).toBeLessThan(unpacked);
  });

  it('refuses a reply that unfolds beyond the cap, and says so for each', async () => {
    const transport = await connected({ urls: [url('n1')], credentials, maxReplyBytes: 1000 });
    const gathered = await transport.gather(ping('VARZ'), '', { deadlineMs: 10_000, expect: 3, gzip: true });
    expect(gathered).toMatchObject({ ok: true, value: { replies: [], complete: true } });
    expect(gathered.ok && gathered.value.damaged).toEqual(Array(3).fill({ code: 'tooLarge', limitBytes: 1000 }));
  });

  it('says at once that nobody listens', async () => {
    const transport = await connected({ urls: [url('n1')], credentials });
    const nobody = subject('nobody', 'here');
    expect(await transport.request(nobody, '', { deadlineMs: 10_000 })).toEqual({
      ok: false,
      error: { code: 'noResponders' },
    });
    expect(await transport.change(nobody, '', { deadlineMs: 10_000 })).toEqual({
      ok: false,
      error: { code: 'noResponders' },
    });
  });

  it('tells refused requests and subscriptions from silence', async () => {
    const observer = cluster.logins.observer;
    const login = { kind: 'password', ...observer } as const;
    const transport = await connected({
      urls: [url('n1')],
      credentials: login,
      inboxPrefix: observer.inboxPrefix ?? null,
    });
    const gathered = await transport.gather(ping('STATSZ'), '', { deadlineMs: 10_000, expect: 3 });
    expect(gathered.ok).toBe(true);
    expect(await transport.request(subject('not', 'allowed'), '', { deadlineMs: 10_000 })).toEqual({
      ok: false,
      error: { code: 'denied', operation: 'publish' },
    });
    await new Promise<void>((resolve) => {
      transport.subscribe(subject('not', 'allowed'), { message: () => undefined, refused: resolve });
    });
    const elsewhere = await connected({ urls: [url('n1')], credentials: login });
    expect(await elsewhere.gather(ping('STATSZ'), '', { deadlineMs: 10_000 })).toEqual({
      ok: false,
      error: { code: 'denied', operation: 'subscribe' },
    });
  });

  it('refuses a wrong password as such, without the password in the answer', async () => {
    const wrong = { kind: 'password', user: 'admin', password: 'certainly-wrong' } as const;
    const refused = await problem({ urls: [url('n1'), url('n2'), url('n3')], credentials: wrong });
    expect(refused).toMatchObject({ code: 'wrongPassword', detail: 'Authorization Violation' });
    expect(JSON.stringify(refused)).not.toContain('certainly-wrong');
  });

  it('skips a URL where nothing listens, and names it when there is no other', async () => {
    const nothing = 'ws://127.0.0.1:1';
    const transport = await connected({ urls: [nothing, url('n2')], credentials });
    expect(transport.server?.name).toBe('n2');
    expect(await problem({ urls: [nothing], credentials })).toMatchObject({
      code: 'unreachable',
      url: 'ws://127.0.0.1:1/',
    });
  });

  it('cannot be reached with TLS where there is none, nor from a refused origin: nothing tells these apart', async () => {
    const tls = url('n1').replace('ws:', 'wss:');
    expect(await problem({ urls: [tls], credentials })).toMatchObject({ code: 'unreachable', url: `${tls}/` });
    vi.stubGlobal('WebSocket', StrangerWebSocket);
    const strange = await problem({ urls: [url('n1')], credentials });
    vi.stubGlobal('WebSocket', NodeWebSocket);
    expect(strange).toMatchObject({ code: 'unreachable', url: `${url('n1')}/` });
  });

  it('is followed through the freeze of a server: stale first, then live on another one, with the subscriptions', async () => {
    const transport = await connected({ urls: [url('n3'), url('n1')], credentials, pingIntervalMs: 500 });
    const heard: string[] = [];
    const states: LinkState[] = [];
    transport.onState((state) => states.push(state));
    const heardOne = new Promise<void>((resolve) => {
      transport.subscribe(subject('told', 'by', 'us'), {
        message: (message) => {
          heard.push(message.subject);
          resolve();
        },
      });
    });
    await cluster.freeze('n3');
    try {
      await reaches(transport, 'stale');
      expect(await transport.change(subject('told', 'by', 'us'), '', { deadlineMs: 1000 })).toEqual({
        ok: false,
        error: { code: 'notLive', state: 'stale' },
      });
      await reaches(transport, 'live');
      expect(transport.server?.name).toBe('n1');
      // On a busy machine a PING may be late before that, too.
      expect(states.slice(-3)).toEqual(['stale', 'reconnecting', 'live']);
      void transport.request(subject('told', 'by', 'us'), '', { deadlineMs: 200 });
      await heardOne;
      expect(heard).toEqual(['told.by.us']);
    } finally {
      await cluster.thaw('n3');
    }
  });

  it('interrupts what is under way when the server is killed, and comes back after its restart', async () => {
    const transport = await connected({ urls: [url('n2')], credentials });
    const silent = subject('silent');
    transport.subscribe(silent, { message: () => undefined });
    const reading = transport.gather(silent, '', { deadlineMs: 30_000 });
    const changing = transport.change(silent, '', { deadlineMs: 30_000 });
    await transport.rtt();
    await cluster.kill('n2');
    expect(await reading).toEqual({ ok: false, error: { code: 'interrupted' } });
    expect(await changing).toEqual({ ok: false, error: { code: 'outcomeUnknown' } });
    expect(await transport.request(silent, '', { deadlineMs: 100 })).toEqual({
      ok: false,
      error: { code: 'notConnected' },
    });
    await cluster.start('n2');
    await reaches(transport, 'live');
    expect(transport.server?.name).toBe('n2');
  });

  it('goes to the next URL when told to', async () => {
    const transport = await connected({ urls: [url('n1'), url('n2')], credentials });
    const away = reaches(transport, 'reconnecting');
    transport.redial();
    await away;
    await reaches(transport, 'live');
    expect(transport.server?.name).toBe('n2');
  });
});

describe('a server with nkeys, and one that lets anybody in', () => {
  const user = createUser();
  let cluster: Cluster;
  beforeAll(async () => {
    const admin = `{ nkey: ${user.getPublicKey()} }`;
    const text = `accounts { "$SYS" { users: [ ${admin} ] }, ANY { users: [ { user: any, password: any } ] } }
      system_account: "$SYS"
      no_auth_user: any`;
    const logins = { admin: { user: 'any', password: 'any' } } as Cluster['logins'];
    cluster = await startCluster({ binary, names: ['k1'], accounts: { text, logins } });
  });
  afterAll(async () => {
    open.splice(0).forEach((transport) => transport.close());
    await cluster.dispose();
  });

  it('lets the holder of the seed into the system account', async () => {
    const seed = new TextDecoder().decode(user.getSeed());
    const transport = await connected({ urls: [cluster.server('k1').wsUrl], credentials: { kind: 'nkey', seed } });
    expect(await transport.request(ping('STATSZ'), '', { deadlineMs: 5000 })).toMatchObject({ ok: true });
  });

  it('refuses the seed of somebody else, and a malformed one without asking the server', async () => {
    const urls = [cluster.server('k1').wsUrl];
    const seed = new TextDecoder().decode(createUser().getSeed());
    expect(await problem({ urls, credentials: { kind: 'nkey', seed } })).toMatchObject({ code: 'wrongPassword' });
    const broken = await problem({ urls, credentials: { kind: 'nkey', seed: 'SUbroken' } });
    expect(broken).toEqual({ code: 'badCredentials', url: null, detail: null });
  });

  it('lets somebody without a login into the account of the default user, where the system does not answer', async () => {
    const transport = await connected({ urls: [cluster.server('k1').wsUrl], credentials: { kind: 'anonymous' } });
    expect(await transport.request(ping('STATSZ'), '', { deadlineMs: 5000 })).toEqual({
      ok: false,
      error: { code: 'noResponders' },
    });
  });
});

describe('a server with an operator', () => {
  const operator = createOperator();
  const account = createAccount();
  const full = createAccount();
  const unlimited = { conn: -1, subs: -1, data: -1, payload: -1, imports: -1, exports: -1, leaf: -1, wildcards: true };
  let cluster: Cluster;
  /** Text of a credentials file of the system account. */
  async function creds(claims: { exp?: number; bearer_token?: boolean } = {}, issuer = account) {
    const user = createUser();
    const { exp, ...rest } = claims;
    const jwt = await encodeUser('admin', user, issuer, rest, exp === undefined ? {} : { exp });
    const seed = new TextDecoder().decode(user.getSeed());
    return {
      jwt,
      text: `-----BEGIN NATS USER JWT-----\r\n${jwt}\r\n------END NATS USER JWT------\r\n\r\n-----BEGIN USER NKEY SEED-----\r\n${seed}\r\n------END USER NKEY SEED------\r\n`,
    };
  }
  beforeAll(async () => {
    const operatorJwt = await encodeOperator('OP', operator, { system_account: account.getPublicKey() });
    const accountJwt = await encodeAccount('SYS', account, { limits: unlimited }, { signer: operator });
    const fullJwt = await encodeAccount('FULL', full, { limits: { ...unlimited, conn: 0 } }, { signer: operator });
    const text = `operator: ${operatorJwt}
      system_account: ${account.getPublicKey()}
      resolver: MEMORY
      resolver_preload: { ${account.getPublicKey()}: ${accountJwt}, ${full.getPublicKey()}: ${fullJwt} }`;
    const logins = { admin: { user: 'none', password: 'none' } } as Cluster['logins'];
    cluster = await startCluster({ binary, names: ['o1'], accounts: { text, logins } });
  });
  afterAll(async () => {
    open.splice(0).forEach((transport) => transport.close());
    await cluster.dispose();
  });
  const urls = () => [cluster.server('o1').wsUrl];

  it('takes a credentials file, also one with the line ends of Windows', async () => {
    const { text } = await creds();
    const transport = await connected({ urls: urls(), credentials: { kind: 'creds', text } });
    expect(await transport.request(ping('STATSZ'), '', { deadlineMs: 5000 })).toMatchObject({ ok: true });
  });

  it('takes a bearer token, and no other JWT without its seed', async () => {
    const bearer = await creds({ bearer_token: true });
    const transport = await connected({ urls: urls(), credentials: { kind: 'jwt', jwt: bearer.jwt } });
    expect(await transport.request(ping('STATSZ'), '', { deadlineMs: 5000 })).toMatchObject({ ok: true });
    const { jwt } = await creds();
    expect(await problem({ urls: urls(), credentials: { kind: 'jwt', jwt } })).toMatchObject({ code: 'wrongPassword' });
  });

  it('names expired credentials as such, although the server only says that they are wrong', async () => {
    const { text } = await creds({ exp: Math.floor(Date.now() / 1000) - 60 });
    const refused = await problem({ urls: urls(), credentials: { kind: 'creds', text } });
    expect(refused).toMatchObject({ code: 'expiredCredentials' });
  });

  it('ends refused, with the reason, when the login expires while it is in use', async () => {
    // Time enough to connect on a busy machine.
    const { text } = await creds({ exp: Math.floor(Date.now() / 1000) + 5 });
    const transport = await connected({ urls: urls(), credentials: { kind: 'creds', text } });
    expect(transport.state).toBe('live');
    await reaches(transport, 'refused');
    expect(transport.problem).toMatchObject({ code: 'expiredCredentials' });
    expect(transport.server).toBeNull();
  });

  it('says that an account takes no more connections', async () => {
    const { text } = await creds({}, full);
    const refused = await problem({ urls: urls(), credentials: { kind: 'creds', text } });
    expect(refused).toMatchObject({ code: 'connectionLimit' });
  });

  it('refuses what is no credentials file without showing any of it', async () => {
    const { text } = await creds();
    const cut = text.slice(0, text.indexOf('SEED'));
    const refused = await problem({ urls: urls(), credentials: { kind: 'creds', text: cut } });
    expect(refused).toEqual({ code: 'badCredentials', url: null, detail: null });
  });
});
