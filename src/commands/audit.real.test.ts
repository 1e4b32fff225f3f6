import '../testing/engine/websocket';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { startCluster, type Cluster } from '../../scripts/cluster/cluster.mjs';
import { request } from '../../scripts/cluster/request.mjs';
import { waitFor } from '../../scripts/cluster/wait.mjs';
import { ensureNatsServer } from '../../scripts/nats-server/ensure.mjs';
import type { AuditPolicy } from '../domain/audit/target';
import type { Command, Outcome, Plan } from '../domain/command/command';
import { domainName } from '../domain/ids';
import { auditedAccounts } from '../testing/account-worlds';
import { startTestPage, type TestPage } from '../testing/engine/test-page';
import { createCommands } from './create-commands';

const versions = process.env['CONCLAVE_FULL'] ? ['2.15.1', '2.10.27'] : ['2.15.1'];
const command: Command = { kind: 'metaStepDown', domain: domainName(''), preferred: null };

describe.each(versions)('an audit stream on %s', (version) => {
  const { accounts, system, audit } = auditedAccounts();
  let cluster: Cluster;
  const pages: TestPage[] = [];

  beforeAll(async () => {
    const { path: binary } = await ensureNatsServer({ version });
    cluster = await startCluster({ binary, accounts, names: ['n1', 'n2', 'n3'] });
    await cluster.waitUntilHealthy();
    const stream = { name: 'AUDIT', subjects: ['audit.>'], num_replicas: 3, deny_delete: true, deny_purge: true };
    await waitFor(async () => !('error' in (await api('STREAM.CREATE.AUDIT', stream))), { what: 'the stream' });
  }, 90_000);
  afterAll(() => cluster.dispose());
  afterEach(() => pages.splice(0).forEach((page) => page.close()));

  async function api(what: string, body?: unknown): Promise<Record<string, unknown>> {
    const port = cluster.server(await cluster.waitForMetaLeader()).clientPort;
    if (audit.kind !== 'password') throw new Error('this world has passwords');
    return (await request(port, audit, `$JS.API.${what}`, body)) as Record<string, unknown>;
  }

  async function connected(subject: string, policy: AuditPolicy): Promise<TestPage> {
    const page = startTestPage({ commands: () => Promise.resolve(createCommands) });
    pages.push(page);
    const answer = await page.call('connect', {
      urls: cluster.servers.map(({ wsUrl }) => wsUrl),
      credentials: system,
      inboxPrefix: null,
      accountPrefix: '{account}.$JS.API',
      audit: { subject, policy },
    });
    expect(answer).toMatchObject({ ok: true });
    return page;
  }

  async function run(page: TestPage): Promise<{ readonly outcome: Outcome; readonly published: string | undefined }> {
    let plan: Plan | undefined;
    await waitFor(
      async () => {
        const answer = await page.call('planCommand', command);
        plan = answer.ok ? answer.value : undefined;
        return plan?.permit.kind === 'allowed';
      },
      { what: 'a permit', timeoutMs: 30_000 },
    );
    const outcome = await page.call('runCommand', plan!);
    if (!outcome.ok) throw new Error(outcome.error.code);
    const entries = page.watch('audit');
    const [entry] = await entries.until((rows) => rows.some(({ end }) => end !== null), 'the entry');
    return { outcome: outcome.value, published: entry?.published };
  }

  it('has the intent before the change and its outcome after, under the name of the user', async () => {
    const page = await connected('audit.console.{user}', 'required');
    const before = await cluster.waitForMetaLeader();
    const { outcome } = await run(page);
    expect(outcome).toMatchObject({ kind: 'verified' });
    const after = await cluster.waitForMetaLeader();
    expect(after).not.toBe(before);
    const records: unknown[] = [];
    for (const seq of [1, 2]) {
      const { message } = (await api('STREAM.MSG.GET.AUDIT', { seq })) as {
        readonly message: { readonly subject: string; readonly data: string };
      };
      expect(message.subject).toBe('audit.console.admin');
      records.push(JSON.parse(atob(message.data)));
    }
    expect(records).toMatchObject([
      {
        phase: 'intent',
        action: 'metaStepDown',
        actor: { user: 'admin', account: '$SYS' },
        before: { leader: before },
      },
      { phase: 'result', outcome: { kind: 'verified' }, after: { leader: after } },
    ]);
  }, 60_000);

  it('that does not take the intent keeps a change from being sent where it is required', async () => {
    const page = await connected('nowhere.{user}', 'required');
    const before = await cluster.waitForMetaLeader();
    const { outcome, published } = await run(page);
    expect(outcome).toEqual({ kind: 'aborted', reason: 'auditNotTaken' });
    expect(published).toBe('failed');
    expect(await cluster.waitForMetaLeader()).toBe(before);
  }, 60_000);

  it('that does not take it is told of where it is only wished for', async () => {
    const page = await connected('nowhere.{user}', 'best-effort');
    const before = await cluster.waitForMetaLeader();
    const { outcome, published } = await run(page);
    expect(outcome).toMatchObject({ kind: 'verified' });
    expect(published).toBe('failed');
    expect(await cluster.waitForMetaLeader()).not.toBe(before);
  }, 60_000);
});
