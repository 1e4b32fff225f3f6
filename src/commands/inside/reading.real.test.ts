import '../../testing/engine/websocket';
import {
  headers as natsHeaders,
  type JetStreamClient,
  type JetStreamPublishOptions,
  type NatsConnection,
} from 'nats.ws';
import { deflateSync, gzipSync } from 'node:zlib';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { demoAccounts } from '../../../scripts/cluster/accounts.mjs';
import { startCluster, type Cluster } from '../../../scripts/cluster/cluster.mjs';
import { waitFor } from '../../../scripts/cluster/wait.mjs';
import { connectAs } from '../../../scripts/demo/client.mjs';
import { ensureNatsServer } from '../../../scripts/nats-server/ensure.mjs';
import { accountId, domainName, streamKey, streamName } from '../../domain/ids';
import type { MessagePage, PageRequest } from '../../domain/inside/messages';
import type { InsideName, InsideOps } from '../../domain/inside/ops';
import { serverMs } from '../../domain/time';
import { operate } from '../../testing/engine/operate';
import type { TestPage } from '../../testing/engine/test-page';
import { createCommands } from '../create-commands';

const isFull = !!process.env['CONCLAVE_FULL'];
const versions = isFull ? ['2.15.1', '2.10.27'] : ['2.15.1'];
const keyOf = (name: string) => streamKey(domainName(''), accountId('APP'), streamName(name));

/** `DIRECT` may be read in batches, `LEADER` from its leader alone; both hold the same. */
const streams = ['DIRECT', 'LEADER'] as const;
/** While nobody listens. The types of the client library do not tell of it. */
const patient = { retries: 300, retry_delay: 100 };
const replicas = { DIRECT: 3, LEADER: 1 } as const;
const count = 300;

describe.each(versions)('reading a stream of a server of %s', (version) => {
  let cluster: Cluster;
  let app: NatsConnection;
  let jetstream: JetStreamClient;
  const {
    ask: askAccount,
    api,
    copies,
    connected,
    closePages,
  } = operate(
    version,
    () => cluster,
    () => Promise.resolve(createCommands),
  );
  const isBatching = version !== '2.10.27';

  /** A subject is known everywhere a moment after its stream stands: till then nobody has the message. */
  async function publish(subject: string, body?: string | Uint8Array, options: Partial<JetStreamPublishOptions> = {}) {
    await jetstream.publish(subject, body, { timeout: 30_000, ...patient, ...options });
  }

  /** Said twice it is refused, and done all the same. */
  async function remove(name: string, sequences: readonly number[]) {
    const areGone = async () => {
      for (const seq of sequences) await askAccount(`$JS.API.STREAM.MSG.DELETE.${name}`, { seq });
      const told = (await askAccount(`$JS.API.STREAM.INFO.${name}`)) as { state?: { num_deleted?: number } };
      return told.state?.num_deleted === sequences.length;
    };
    await waitFor(areGone, { what: `the end of messages of ${name}` });
  }

  beforeAll(async () => {
    cluster = await startCluster({ binary: (await ensureNatsServer({ version })).path, names: ['n1', 'n2', 'n3'] });
    await cluster.waitUntilHealthy();
    for (const name of streams) {
      const place = { num_replicas: replicas[name], allow_direct: name === 'DIRECT' };
      await api(`STREAM.CREATE.${name}`, { name, subjects: [`${name}.>`], ...place });
    }
    app = await connectAs(cluster, 'app');
    jetstream = app.jetstream({ checkAPI: false });
    for (const name of streams) {
      for (let seq = 1; seq <= count; seq += 1) {
        const sent = natsHeaders();
        sent.append('Nats-Sequence', '9');
        sent.append('nats-sequence', '8');
        const subject = `${name}.${seq % 10 === 0 ? 'ten' : 'other'}.${String(seq)}`;
        await publish(subject, String(seq), seq === 20 ? { headers: sent } : {});
      }
      await remove(name, [5, 6, 7, 100]);
    }
    // Any copy is read: what the leader has acknowledged the others apply a moment later.
    const areEven = async (name: (typeof streams)[number]) => {
      const held = await copies(name);
      return held.length === replicas[name] && held.every(({ messages }) => messages === count - 4);
    };
    for (const name of streams) await waitFor(() => areEven(name), { what: `even copies of ${name}` });
  });
  afterEach(closePages);
  afterAll(async () => {
    await app.close();
    await cluster.dispose();
  });

  async function ask<Name extends InsideName>(page: TestPage, name: Name, args: InsideOps[Name]['args']) {
    const told = await page.call('inside', { name, args });
    if (!told.ok) throw new Error(told.error.code);
    if (!told.value.ok) throw new Error(JSON.stringify(told.value.error));
    return told.value.value as InsideOps[Name]['value'];
  }

  /** A page that reaches the account by the prefix, or by a connection of its own. */
  async function pageOf(over: 'prefix' | 'connection'): Promise<TestPage> {
    const { page } = await connected((rows) => rows.length >= streams.length);
    if (over === 'connection') {
      const { user, password } = cluster.logins.app;
      const login = {
        account: accountId('APP'),
        urls: cluster.servers.map(({ wsUrl }) => wsUrl),
        credentials: { kind: 'password' as const, user, password },
        inboxPrefix: null,
      };
      expect(await page.call('connectAccount', login)).toMatchObject({ ok: true });
    }
    return page;
  }

  const everything = (name: string): PageRequest => ({
    stream: keyOf(name),
    order: 'oldest',
    from: null,
    filter: '',
    limit: 50,
  });

  /** Page after page to the end. */
  async function readAll(page: TestPage, request: PageRequest): Promise<readonly MessagePage[]> {
    const pages: MessagePage[] = [];
    let from = request.from;
    do {
      const next: MessagePage = await ask(page, 'messagePage', { ...request, from });
      pages.push(next);
      from = next.next;
    } while (pages.at(-1)?.ended !== 'end' && pages.length < 30);
    return pages;
  }

  const sequencesOf = (pages: readonly MessagePage[]) =>
    pages.flatMap(({ messages }) => messages.map(({ seq }) => seq));
  const present = Array.from({ length: count }, (_, index) => index + 1).filter((seq) => ![5, 6, 7, 100].includes(seq));

  /** Copies that were late once are asked no more for a minute: by another page they are. */
  async function readUpwards(over: 'prefix' | 'connection', name: (typeof streams)[number]) {
    const wanted = name === 'DIRECT' && isBatching ? 'copies' : 'leader';
    for (const deadline = performance.now() + 20_000; ;) {
      const page = await pageOf(over);
      const pages = await readAll(page, everything(name));
      expect(sequencesOf(pages)).toEqual(present);
      const from = pages[0]?.from;
      if (from === 'leader' && wanted === 'copies' && performance.now() < deadline) continue;
      expect(from).toBe(wanted);
      return { page, pages };
    }
  }

  for (const over of ['prefix', 'connection'] as const)
    for (const name of streams)
      it(`${name}: pages in both orders hold each message once, over the ${over}`, async () => {
        const { page, pages } = await readUpwards(over, name);
        expect(pages[0]?.messages[0]).toMatchObject({
          seq: 1,
          subject: `${name}.other.1`,
          size: 1,
          preview: { kind: 'text', text: '1' },
        });
        const downwards = await readAll(page, { ...everything(name), order: 'newest' });
        expect(sequencesOf(downwards)).toEqual(present.toReversed());
        const tens = { ...everything(name), filter: `${name}.ten.*`, limit: 7 };
        const rare = present.filter((seq) => seq % 10 === 0);
        expect(sequencesOf(await readAll(page, tens))).toEqual(rare);
        expect(sequencesOf(await readAll(page, { ...tens, order: 'newest' }))).toEqual(rare.toReversed());
        const one = { ...everything(name), filter: `${name}.other.3`, order: 'newest' as const };
        expect(sequencesOf(await readAll(page, one))).toEqual([3]);
        expect(sequencesOf(await readAll(page, { ...everything(name), from: 298 }))).toEqual([298, 299, 300]);
        expect(sequencesOf(await readAll(page, { ...everything(name), filter: 'nothing' }))).toEqual([]);
      });

  it('one message comes whole, by sequence, as the last and as the next of a subject', async () => {
    const page = await pageOf('prefix');
    const stream = keyOf('DIRECT');
    expect(await ask(page, 'message', { stream, at: { kind: 'sequence', seq: 20 } })).toMatchObject({
      seq: 20,
      subject: 'DIRECT.ten.20',
      headers: {
        kind: 'read',
        fields: [
          ['Nats-Sequence', '9'],
          ['nats-sequence', '8'],
        ],
      },
      opened: null,
    });
    expect(await ask(page, 'message', { stream, at: { kind: 'sequence', seq: 6 } })).toBeNull();
    expect(await ask(page, 'message', { stream, at: { kind: 'last', subject: 'DIRECT.ten.>' } })).toMatchObject({
      seq: 300,
    });
    const next = { kind: 'next', subject: 'DIRECT.ten.*', seq: 91 } as const;
    expect(await ask(page, 'message', { stream, at: next })).toMatchObject({ seq: 110 });
  });

  it('the first message since a time is found, at both ends and between', async () => {
    const page = await pageOf('prefix');
    const stream = keyOf('LEADER');
    const [first] = (await ask(page, 'messagePage', everything('LEADER'))).messages;
    const middle = await ask(page, 'message', { stream, at: { kind: 'sequence', seq: 150 } });
    const at = (time: number) => ask(page, 'sequenceAt', { stream, time: serverMs(time) });
    expect(await at(0)).toBe(1);
    expect(await at((first?.time ?? 0) - 1)).toBe(1);
    const found = Number(await at(middle?.time ?? 0));
    expect(found).toBeGreaterThan(1);
    expect(found).toBeLessThanOrEqual(150);
    const told = await ask(page, 'message', { stream, at: { kind: 'sequence', seq: found } });
    expect(told?.time).toBeGreaterThanOrEqual(middle?.time ?? Infinity);
    expect(await at(Date.now() + 3_600_000)).toBeNull();
  });

  it('deleted sequences are told as ranges, and subjects by their tokens', async () => {
    const page = await pageOf('prefix');
    const stream = keyOf('DIRECT');
    expect(await ask(page, 'deleted', { stream })).toMatchObject({
      firstSeq: 1,
      lastSeq: 300,
      count: 4,
      map: {
        kind: 'listed',
        rangeCount: 2,
        ranges: [
          { from: 5, to: 7 },
          { from: 100, to: 100 },
        ],
      },
    });
    const all = { stream, filter: '>', search: '', sort: 'messages', offset: 0, limit: 100, notBefore: 0 } as const;
    expect(await ask(page, 'subjects', { ...all, under: 'DIRECT' })).toMatchObject({
      subjects: 296,
      messages: 296,
      total: 296,
      read: 296,
      rows: [
        { label: 'other', path: 'DIRECT.other', own: null, below: 267, messages: 267 },
        { label: 'ten', below: 29, messages: 29 },
      ],
    });
    expect(await ask(page, 'subjects', { ...all, under: '', search: 'TEN.30' })).toMatchObject({
      rows: [{ label: 'DIRECT.ten.30' }, { label: 'DIRECT.ten.300' }],
    });
  });

  it('bodies are left as they are stored, whatever their headers say, and unpacked where they are packed', async () => {
    await api('STREAM.CREATE.BODIES', { name: 'BODIES', subjects: ['BODIES.>'], allow_direct: true });
    const packed = gzipSync('{"hello":"world"}');
    const sent = natsHeaders();
    sent.append('Content-Encoding', 'gzip');
    await publish('BODIES.gzip', packed, { headers: sent });
    await publish('BODIES.liar', 'plain', { headers: sent });
    await publish('BODIES.empty');
    // Headers that the client library itself would neither send nor read.
    const block = 'NATS/1.0\r\nbad name: 1\r\nNats-Msg-Id: raw\r\n\r\n';
    const { clientPort } = cluster.server(await cluster.waitForMetaLeader());
    const hasRaw = async () => {
      if ((await copies('BODIES'))[0]?.messages === 4) return true;
      await publishRaw(clientPort, cluster.logins.app, 'BODIES.raw', block, 'raw');
      return false;
    };
    // Nobody acknowledges it, and the subject may not be known at that server yet. Its id keeps it from being stored twice.
    await waitFor(hasRaw, { what: 'the fourth body', intervalMs: 500 });
    const { page } = await connected((rows) => rows.some(({ name }) => name === 'BODIES'));
    const read = await ask(page, 'messagePage', everything('BODIES'));
    expect(read.messages.map(({ subject, size }) => [subject, size])).toEqual([
      ['BODIES.gzip', packed.length],
      ['BODIES.liar', 5],
      ['BODIES.empty', 0],
      ['BODIES.raw', 3],
    ]);
    const one = (seq: number) => ask(page, 'message', { stream: keyOf('BODIES'), at: { kind: 'sequence', seq } });
    const opened = (await one(1))?.opened;
    expect(opened).toMatchObject({ kind: 'opened', packing: 'gzip', whole: true });
    expect(opened?.kind === 'opened' && new TextDecoder().decode(opened.bytes)).toBe('{"hello":"world"}');
    expect((await one(2))?.opened).toBeNull();
    expect((await one(4))?.headers).toEqual({
      kind: 'read',
      fields: [
        ['bad name', '1'],
        ['Nats-Msg-Id', 'raw'],
      ],
    });
    // The session lives on.
    expect((await ask(page, 'messagePage', everything('BODIES'))).messages).toHaveLength(4);
  });

  it('a body of each packing is opened where the browser or a library can, and else told by its name', async () => {
    await api('STREAM.CREATE.PACKED', { name: 'PACKED', subjects: ['PACKED.>'], allow_direct: true });
    const hello = '{"hello":"zstd"}';
    const bodies = {
      gzip: gzipSync(hello),
      zlib: deflateSync(hello),
      // Written by the zstd tool; of the others the first bytes, which name them.
      zstd: Buffer.from('KLUv/QRogQAAeyJoZWxsbyI6InpzdGQifcZFDo4=', 'base64'),
      s2: Buffer.from([0xff, 6, 0, 0, 0x53, 0x32, 0x73, 0x54, 0x77, 0x4f, 0, 1]),
      snappy: Buffer.from([0xff, 6, 0, 0, 0x73, 0x4e, 0x61, 0x50, 0x70, 0x59, 0, 1]),
      lz4: Buffer.from([0x04, 0x22, 0x4d, 0x18, 0x64, 0x40, 0xa7, 0, 0, 0, 0]),
    };
    for (const [packing, body] of Object.entries(bodies)) await publish(`PACKED.${packing}`, body);
    const { page } = await connected((rows) => rows.some(({ name }) => name === 'PACKED'));
    for (const packing of Object.keys(bodies)) {
      const at = { kind: 'last', subject: `PACKED.${packing}` } as const;
      const opened = (await ask(page, 'message', { stream: keyOf('PACKED'), at }))?.opened;
      if (['gzip', 'zlib', 'zstd'].includes(packing)) {
        expect(opened).toMatchObject({ kind: 'opened', packing, whole: true });
        expect(opened?.kind === 'opened' && new TextDecoder().decode(opened.bytes)).toBe(hello);
      } else expect(opened).toEqual({ kind: 'notOpened', packing });
    }
  });

  it('what is not there, or cannot be asked, is told as what it is', async () => {
    const { page } = await connected((rows) => rows.length > 0);
    const tell = async (name: InsideName, args: unknown) => {
      const told = await page.call('inside', { name, args });
      return told.ok ? told.value : told;
    };
    const refused = { ok: false, error: { kind: 'refused', code: 10059 } };
    expect(await tell('messagePage', everything('GONE'))).toMatchObject(refused);
    expect(await tell('subjects', { ...everything('GONE'), filter: '>', under: '' })).toMatchObject(refused);
    const unsendable = { ok: false, error: { kind: 'unsendable' } };
    expect(await tell('messagePage', { ...everything('DIRECT'), filter: 'a..b' })).toEqual(unsendable);
    expect(await tell('message', { stream: keyOf('A.B'), at: { kind: 'sequence', seq: 1 } })).toEqual(unsendable);
    expect(await tell('sequenceAt', { stream: keyOf('DIRECT'), time: 1e300 })).toEqual(unsendable);
    await api('STREAM.CREATE.EMPTY', { name: 'EMPTY', subjects: ['EMPTY.>'] });
    // The meta leader may not know of it yet.
    const isKnown = async () => (await tell('messagePage', everything('EMPTY'))).ok;
    await waitFor(isKnown, { what: 'the empty stream' });
    for (const order of ['newest', 'oldest'])
      expect(await tell('messagePage', { ...everything('EMPTY'), order })).toMatchObject({
        ok: true,
        value: { messages: [], ended: 'end', state: { messages: 0 } },
      });
  });
});

/** As many configurations are: they were written for requests with one reply. */
(isFull ? describe : () => undefined)('reading a stream through an import that lets one reply pass', () => {
  let cluster: Cluster;
  const { api, publish, connected, closePages } = operate(
    '2.15.1',
    () => cluster,
    () => Promise.resolve(createCommands),
  );

  beforeAll(async () => {
    const { path } = await ensureNatsServer({ version: '2.15.1' });
    const { text, logins } = demoAccounts('2.15.1');
    const accounts = {
      text: text.replaceAll('{ service: "$JS.API.>", response_type: stream,', '{ service: "$JS.API.>",'),
      logins,
    };
    cluster = await startCluster({ binary: path, names: ['n1', 'n2', 'n3'], accounts });
    await api('STREAM.CREATE.ONE', { name: 'ONE', subjects: ['ONE.>'], num_replicas: 3, allow_direct: true });
    await publish('ONE', 30);
  });
  afterEach(closePages);
  afterAll(() => cluster.dispose());

  it('goes to the leader, and misses nothing', async () => {
    const { page } = await connected((rows) => rows.length === 1);
    const args = { stream: keyOf('ONE'), order: 'newest', from: null, filter: '', limit: 100 };
    const told = await page.call('inside', { name: 'messagePage', args });
    expect(told).toMatchObject({ ok: true, value: { ok: true, value: { from: 'leader', ended: 'end' } } });
    const { messages } = (told.ok && told.value.ok ? told.value.value : null) as MessagePage;
    expect(messages.map(({ seq }) => seq)).toEqual(Array.from({ length: 30 }, (_, index) => 30 - index));
  });
});

/** A message with a block of headers as it is given here. */
async function publishRaw(
  port: number,
  login: { readonly user: string; readonly password: string },
  subject: string,
  block: string,
  body: string,
): Promise<void> {
  const { connect } = await import('node:net');
  await new Promise<void>((resolve, reject) => {
    const socket = connect(port, '127.0.0.1');
    const hello = { user: login.user, pass: login.password, verbose: false, headers: true };
    socket.on('error', reject);
    socket.on('data', (data) => {
      if (!data.toString().includes('PONG')) return;
      socket.end();
      resolve();
    });
    socket.write(
      `CONNECT ${JSON.stringify({ ...hello, lang: 'node', version: '1', protocol: 1 })}\r\n` +
        `HPUB ${subject} ${block.length} ${block.length + body.length}\r\n${block}${body}\r\nPING\r\n`,
    );
  });
}
