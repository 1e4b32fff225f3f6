import '../../testing/engine/websocket';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { startCluster, type Cluster } from '../../../scripts/cluster/cluster.mjs';
import { ensureNatsServer } from '../../../scripts/nats-server/ensure.mjs';
import { accountId, domainName, streamKey, streamName } from '../../domain/ids';
import type { AccountStreams } from '../../domain/inside/account';
import { operate } from '../../testing/engine/operate';
import { createCommands } from '../create-commands';

const versions = process.env['CONCLAVE_FULL'] ? ['2.15.1', '2.10.27'] : ['2.15.1'];

/** Two pages of them where there is time. */
const amount = process.env['CONCLAVE_FULL'] ? 300 : 20;

describe.each(versions)('inside an account of a server of %s', (version) => {
  let cluster: Cluster;
  const { api, connected, closePages } = operate(
    version,
    () => cluster,
    () => Promise.resolve(createCommands),
  );

  beforeAll(async () => {
    cluster = await startCluster({ binary: (await ensureNatsServer({ version })).path, names: ['n1', 'n2', 'n3'] });
    await cluster.waitUntilHealthy();
    await api('STREAM.CREATE.ONE', { name: 'ONE', subjects: ['ONE.>'], max_age: 3_600_000_000_000 });
  });
  afterEach(() => closePages());
  afterAll(() => cluster.dispose());

  const stream = (account: string, name: string) => streamKey(domainName(''), accountId(account), streamName(name));

  it('a stream tells its configuration, and what is not there is refused in the words of the server', async () => {
    const { page, row } = await connected((rows) => rows.length === 1);
    const told = await page.call('inside', { name: 'streamConfig', args: { stream: row('ONE')?.key } });
    expect(told).toMatchObject({
      ok: true,
      value: { ok: true, value: { config: { name: 'ONE', maxAge: 3_600_000_000_000 }, unknown: [] } },
    });
    const missing = await page.call('inside', { name: 'streamConfig', args: { stream: stream('APP', 'NONE') } });
    expect(missing).toMatchObject({ ok: true, value: { ok: false, error: { kind: 'refused', code: 10059 } } });
  });

  it('an account whose API is not reached is told apart from one that says no', async () => {
    const { page } = await connected((rows) => rows.length === 1);
    const answer = await page.call('inside', { name: 'streamConfig', args: { stream: stream('NOBODY', 'ONE') } });
    expect(answer).toEqual({ ok: true, value: { ok: false, error: { kind: 'noAccess' } } });
  });

  it('an account tells all its streams and their configurations, page by page, and its limits', async () => {
    const names = Array.from({ length: amount }, (_, index) => `MANY${String(index)}`);
    for (let from = 0; from < names.length; from += 50)
      await Promise.all(
        names.slice(from, from + 50).map((name) => api(`STREAM.CREATE.${name}`, { name, storage: 'memory' })),
      );
    const { page } = await connected((rows) => rows.length > 0);
    const place = { account: accountId('APP'), domain: domainName('') };
    let last: unknown;
    const told = async () => (last = await page.call('inside', { name: 'accountStreams', args: place }));
    // One that missed the question is not in the answer.
    const complete = { ok: true, value: { ok: true, value: { complete: true } } };
    await expect.poll(told, { timeout: 30_000 }).toMatchObject(complete);
    const found = (last as { value: { value: AccountStreams } }).value.value;
    expect(found.streams.map(({ name }) => name)).toEqual(expect.arrayContaining([...names, 'ONE']));
    expect(found.total).toBe(found.streams.length);
    expect(found.streams.find(({ name }) => name === 'MANY7')?.config).toMatchObject({ subjects: ['MANY7'] });
    const limits = await page.call('inside', { name: 'accountLimits', args: place });
    expect(limits).toMatchObject({
      value: { ok: true, value: { kind: 'flat', limits: { maxStreams: 'unlimited', maxBytesRequired: false } } },
    });
  });
});
