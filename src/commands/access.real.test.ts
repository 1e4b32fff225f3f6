import '../testing/engine/websocket';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { startCluster, type Cluster, type ClusterOptions } from '../../scripts/cluster/cluster.mjs';
import { waitFor } from '../../scripts/cluster/wait.mjs';
import { ensureNatsServer } from '../../scripts/nats-server/ensure.mjs';
import { systemClock } from '../collect/clock';
import type { Credentials } from '../domain/access/credentials';
import { routeOf, type AccountReach } from '../domain/access/route';
import type { Command, Plan } from '../domain/command/command';
import { accountId, type AccountId } from '../domain/ids';
import {
  configuredAccounts,
  defaultAccountClosed,
  defaultAccountOnly,
  signedAccounts,
  type AccountWorld,
} from '../testing/account-worlds';
import { startTestPage, type TestPage } from '../testing/engine/test-page';
import { connectTransport } from '../transport/connect';
import { subject } from '../transport/subject';
import type { Transport } from '../transport/transport';
import { createCommands } from './create-commands';

const isFull = !!process.env['CONCLAVE_FULL'];
const versions = isFull ? ['2.15.1', '2.10.27'] : ['2.15.1'];
/** By hand each thing is tried once. */
const onlyInFull = isFull ? describe : () => undefined;
const anonymous: Credentials = { kind: 'anonymous' };

/** What a server's own monitoring port says: outside of all that is tested here. */
interface Jsz {
  readonly account_details?: readonly {
    readonly id: string;
    readonly stream_detail?: readonly { readonly name: string; readonly cluster?: { readonly leader?: string } }[];
  }[];
}

let cluster: Cluster;
const pages: TestPage[] = [];
const connections: Transport[] = [];

async function start(version: string, options: Omit<ClusterOptions, 'binary'>): Promise<void> {
  cluster = await startCluster({ binary: (await ensureNatsServer({ version })).path, ...options });
  await cluster.waitUntilHealthy();
}

const urls = () => cluster.servers.filter(({ kind }) => kind === 'member').map(({ wsUrl }) => wsUrl);

async function clientOf(credentials: Credentials, at: readonly string[] = urls()): Promise<Transport> {
  const options = { urls: at, credentials, inboxPrefix: null };
  const opened = await connectTransport(options, systemClock(), new AbortController().signal);
  if (!opened.ok) throw new Error(opened.error.code);
  connections.push(opened.value);
  return opened.value;
}

/** A young or loaded cluster is asked again. */
async function makeStream(client: Transport, name: string, replicas: number): Promise<void> {
  const body = JSON.stringify({ name, subjects: [`${name}.>`], num_replicas: replicas });
  await waitFor(
    async () => {
      const reply = await client.request(subject('$JS', 'API', 'STREAM', 'CREATE', name), body, { deadlineMs: 4000 });
      return reply.ok && !('error' in (JSON.parse(new TextDecoder().decode(reply.value.payload)) as object));
    },
    { what: `stream ${name}`, timeoutMs: 60_000 },
  );
}

async function connected(credentials: Credentials): Promise<TestPage> {
  const page = startTestPage({ commands: () => Promise.resolve(createCommands) });
  pages.push(page);
  const login = { urls: urls(), credentials, inboxPrefix: null, accountPrefix: '{account}.$JS.API' };
  expect(await page.call('connect', login)).toMatchObject({ ok: true });
  return page;
}

async function reachOf(page: TestPage, account: string): Promise<AccountReach | undefined> {
  const report = await page.call('accountAccess', null);
  return report.ok ? report.value.accounts.find(({ id }) => id === accountId(account)) : undefined;
}

/** The route of an account, as soon as it is the one that is waited for. */
async function untilRoute(page: TestPage, account: string, kind: string): Promise<AccountReach> {
  let last: AccountReach | undefined;
  await waitFor(
    async () => {
      last = await reachOf(page, account);
      return last !== undefined && last.probes.length > 0 && routeOf(last).kind === kind;
    },
    { what: `${account} reached by ${kind}`, timeoutMs: 20_000 },
  );
  return last!;
}

const add = (page: TestPage, account: string | null, credentials: Credentials, at: readonly string[] = []) =>
  page.call('connectAccount', {
    account: account === null ? null : accountId(account),
    urls: at,
    credentials,
    inboxPrefix: null,
  });

async function planOf(page: TestPage, command: Command): Promise<Plan> {
  const plan = await page.call('planCommand', command);
  if (!plan.ok) throw new Error(plan.error.code);
  return plan.value;
}

async function streamIn(page: TestPage, account: string, name: string) {
  const streams = page.watch('streams');
  const rows = await streams.until(
    (all) => all.some((row) => row.account === accountId(account) && row.name === name && row.health === 'healthy'),
    `a healthy ${name}`,
    60_000,
  );
  return rows.find((row) => row.account === accountId(account) && row.name === name)!;
}

/** The leader of a stream, by the servers' own word. */
async function leaderOf(account: string, name: string): Promise<string | undefined> {
  for (const { name: server } of cluster.servers) {
    const jsz = (await cluster.monitor(server, '/jsz?accounts=true&streams=true')) as Jsz;
    const details = jsz.account_details?.find(({ id }) => id === account)?.stream_detail;
    const leader = details?.find((stream) => stream.name === name)?.cluster?.leader;
    if (leader === server) return leader;
  }
  return undefined;
}

/** Refused without the connection, done over it, and held against the servers. */
async function expectStepDownOverOwn(page: TestPage, account: string, credentials: Credentials, name: string) {
  const { key } = await streamIn(page, account, name);
  const command: Command = { kind: 'streamStepDown', stream: key, preferred: null };
  expect((await planOf(page, command)).permit).toEqual({ kind: 'refused', reason: 'noAccess' });
  expect(await add(page, account, credentials)).toMatchObject({ ok: true, value: { account, state: 'live' } });
  await untilRoute(page, account, 'connection');
  let plan: Plan | null = null;
  await waitFor(
    async () => {
      plan = await planOf(page, command);
      return plan.permit.kind === 'allowed';
    },
    { what: 'a permit', timeoutMs: 30_000 },
  );
  const before = await leaderOf(account, name);
  const outcome = await page.call('runCommand', plan!);
  expect(plan!.request).toMatchObject({ over: account, subject: ['$JS', 'API', 'STREAM', 'LEADER', 'STEPDOWN', name] });
  if (!outcome.ok || outcome.value.kind !== 'verified' || outcome.value.result.kind !== 'leads')
    throw new Error(JSON.stringify(outcome));
  expect(outcome.value.result.leader).not.toBe(before);
  expect(await leaderOf(account, name)).toBe(outcome.value.result.leader);
}

/** Neither a message of the engine, nor what it records, holds a login. */
async function expectSecret(page: TestPage, credentials: Credentials) {
  const secrets =
    credentials.kind === 'password'
      ? [credentials.password]
      : credentials.kind === 'creds'
        ? credentials.text.split(/\s+/).filter((word) => word.length > 40)
        : [];
  expect(secrets).not.toEqual([]);
  const recording = await page.call('recording', null);
  const told = JSON.stringify(page.messages) + JSON.stringify(recording);
  for (const secret of secrets) expect(told.includes(secret)).toBe(false);
}

afterEach(() => {
  pages.splice(0).forEach((page) => page.close());
  connections.splice(0).forEach((one) => one.close());
});

const kinds = isFull ? (['configuration', 'operator mode'] as const) : (['configuration'] as const);

describe.each(versions)('access to accounts on %s', (version) => {
  describe.each(kinds)('in %s', (kind) => {
    let world: AccountWorld;
    beforeAll(async () => {
      world = kind === 'configuration' ? configuredAccounts() : await signedAccounts();
      await start(version, { accounts: world.accounts, names: ['n1', 'n2', 'n3'] });
      await makeStream(await clientOf(world.of.ORDERS), 'THREE', 3);
      await makeStream(await clientOf(world.of.IMPORTED), 'OTHER', 1);
    }, 90_000);
    afterAll(() => cluster.dispose());

    it('there is none to an account that is not imported until a connection is added, which then carries its changes', async () => {
      const page = await connected(world.system);
      const { ORDERS, IMPORTED } = world.ids;
      await streamIn(page, IMPORTED, 'OTHER');
      expect(await untilRoute(page, IMPORTED, 'prefix')).toMatchObject({
        name: 'IMPORTED',
        probes: [{ subject: 'IMPORTED.$JS.API.INFO', answer: 'answered' }],
      });
      const none = await untilRoute(page, ORDERS, 'none');
      expect(none.name).toBe('ORDERS');
      expect(routeOf(none)).toEqual({ kind: 'none', reason: 'notImported' });
      expect(await add(page, ORDERS, world.of.IMPORTED)).toMatchObject({ error: { code: 'wrongAccount' } });
      expect(await add(page, null, world.system)).toMatchObject({ error: { code: 'wrongAccount' } });
      await expectStepDownOverOwn(page, ORDERS, world.of.ORDERS, 'THREE');
      await expectSecret(page, world.of.ORDERS);
    }, 90_000);

    it('a connection that is taken back, or whose session ends, leaves nothing behind', async () => {
      const page = await connected(world.system);
      const { ORDERS } = world.ids;
      await streamIn(page, ORDERS, 'THREE');
      await untilRoute(page, ORDERS, 'none');
      expect(await add(page, ORDERS, world.of.ORDERS)).toMatchObject({ ok: true });
      await untilRoute(page, ORDERS, 'connection');
      const names = page.watch('cluster');
      const isReached =
        (access: string) => (rows: readonly { accounts: readonly { id: AccountId; access: string }[] }[]) =>
          rows[0]?.accounts.some((one) => one.id === accountId(ORDERS) && one.access === access) ?? false;
      await names.until(isReached('connection'), 'access in the model');
      expect(await connectionsOf('ORDERS', ORDERS)).toBe(1);
      expect(await page.call('disconnectAccount', accountId(ORDERS))).toMatchObject({ ok: true });
      await untilRoute(page, ORDERS, 'none');
      await waitFor(async () => (await connectionsOf('ORDERS', ORDERS)) === 0, { what: 'no connection' });
      expect(await add(page, ORDERS, world.of.ORDERS)).toMatchObject({ ok: true });
      expect(await connectionsOf('ORDERS', ORDERS)).toBe(1);
      await page.call('disconnect', null);
      await waitFor(async () => (await connectionsOf('ORDERS', ORDERS)) === 0, { what: 'no connection' });
    }, 90_000);

    /** Clients of an account, by the servers' own word. */
    async function connectionsOf(name: string, id: string): Promise<number> {
      let count = 0;
      for (const server of cluster.servers) {
        const connz = (await cluster.monitor(server.name, `/connz?acc=${kind === 'configuration' ? name : id}`)) as {
          readonly connections?: readonly unknown[];
        };
        count += connz.connections?.length ?? 0;
      }
      return count;
    }
  });

  onlyInFull('where there is the default account alone', () => {
    const world = defaultAccountOnly();
    beforeAll(async () => {
      await start(version, { accounts: world.accounts, names: ['n1', 'n2', 'n3'] });
      await makeStream(await clientOf(anonymous), 'THREE', 3);
    }, 90_000);
    afterAll(() => cluster.dispose());

    it('it is reached by a connection without a login', async () => {
      const page = await connected(world.system);
      await streamIn(page, '$G', 'THREE');
      expect(routeOf(await untilRoute(page, '$G', 'none'))).toEqual({ kind: 'none', reason: 'notImportable' });
      await expectStepDownOverOwn(page, '$G', anonymous, 'THREE');
    }, 90_000);
  });

  onlyInFull('where the default account has users of its own, as the console advises', () => {
    const world = defaultAccountClosed();
    beforeAll(async () => {
      await start(version, { accounts: world.accounts, names: ['n1', 'n2', 'n3'] });
      await makeStream(await clientOf(world.app), 'THREE', 3);
    }, 90_000);
    afterAll(() => cluster.dispose());

    it('who has no login is refused, and its streams are where they were', async () => {
      const page = await connected(world.system);
      await streamIn(page, '$G', 'THREE');
      expect(await add(page, '$G', anonymous)).toMatchObject({ ok: false, error: { code: 'connect' } });
      expect(await add(page, '$G', world.app)).toMatchObject({ ok: true, value: { account: '$G', anonymous: false } });
      expect(routeOf(await untilRoute(page, '$G', 'connection'))).toEqual({ kind: 'connection' });
    }, 90_000);
  });

  onlyInFull('where a leaf node has a domain of its own', () => {
    const login = ({ user, password }: { readonly user: string; readonly password: string }): Credentials => ({
      kind: 'password',
      user,
      password,
    });
    beforeAll(() => start(version, { topology: 'super' }), 120_000);
    afterAll(() => cluster.dispose());

    it('its streams are reached over a connection of the account, by the name of the domain', async () => {
      const leaf = cluster.servers.find(({ kind }) => kind === 'leaf')!;
      await makeStream(await clientOf(login(cluster.logins.app), [leaf.wsUrl]), 'EDGE', 1);
      const page = await connected(login(cluster.logins.admin));
      const { key, domain } = await streamIn(page, 'APP', 'EDGE');
      expect(domain).toBe('edge1');
      await untilRoute(page, 'APP', 'prefix');
      const command: Command = { kind: 'streamStepDown', stream: key, preferred: null };
      expect((await planOf(page, command)).permit).toEqual({ kind: 'refused', reason: 'noAccess' });
      // From the hub through the leaf connection, and from the leaf node itself.
      for (const [at, prefix] of [
        [[], ['$JS', 'edge1', 'API']],
        [[leaf.wsUrl], ['$JS', 'API']],
      ] as const) {
        expect(await add(page, 'APP', login(cluster.logins.app), at)).toMatchObject({ ok: true });
        const plan = await planOf(page, command);
        expect(plan.permit).toEqual({ kind: 'refused', reason: 'oneCopy' });
        expect(plan.request).toMatchObject({
          over: 'APP',
          subject: [...prefix, 'STREAM', 'LEADER', 'STEPDOWN', 'EDGE'],
        });
        const client = await clientOf(login(cluster.logins.app), at.length === 0 ? urls() : at);
        const info = await client.request(subject(...prefix, 'STREAM', 'INFO', 'EDGE'), '', { deadlineMs: 4000 });
        expect(info.ok && JSON.parse(new TextDecoder().decode(info.value.payload))).toMatchObject({
          config: { name: 'EDGE' },
        });
      }
    }, 120_000);
  });
});
