import '../../testing/engine/websocket';
import { afterEach, beforeAll, afterAll, describe, expect, it } from 'vitest';
import { demoAccounts } from '../../../scripts/cluster/accounts.mjs';
import { startCluster, type Cluster } from '../../../scripts/cluster/cluster.mjs';
import { waitFor } from '../../../scripts/cluster/wait.mjs';
import { ensureNatsServer } from '../../../scripts/nats-server/ensure.mjs';
import { accountId, domainName, streamKey, streamName } from '../../domain/ids';
import type { InsideFailure } from '../../domain/inside/ops';
import type { Result } from '../../lib/result';
import { clientPage, ended, follow, type ClientPage } from '../../testing/engine/client-page';
import { operate } from '../../testing/engine/operate';
import { createCommands } from '../create-commands';

const stream = (name: string) => streamKey(domainName(''), accountId('APP'), streamName(name));
const plain = { headers: [], id: null, lastSequence: null, lastSubjectSequence: null, ttl: null } as const;
const large = new Uint8Array(500_000);
/** The server's refusal: resource limits exceeded for account. */
const full = { error: { kind: 'refused', code: 10002 } } as const;

describe.each(['2.15.1', '2.10.27'])(
  'an account that is full, and streams without a leader, on servers of %s',
  (version) => {
    let cluster: Cluster;
    const { api, connected, closePages } = operate(
      version,
      () => cluster,
      () => Promise.resolve(createCommands),
    );

    beforeAll(async () => {
      const accounts = demoAccounts(version);
      // Six megabytes, each copy counted.
      const limits = 'jetstream: { max_mem: 1000000, max_file: 6000000 }';
      const text = accounts.text.replace(/(\bAPP \{[^]*?)jetstream: enabled/, `$1${limits}`);
      expect(text).toContain(limits);
      const { path } = await ensureNatsServer({ version });
      cluster = await startCluster({ binary: path, names: ['n1', 'n2', 'n3'], accounts: { ...accounts, text } });
      const copies = { num_replicas: 3, storage: 'file' };
      await api('STREAM.CREATE.S', { name: 'S', subjects: ['S.>'], ...copies });
      const bucket = { allow_rollup_hdrs: true, allow_direct: true, discard: 'new' };
      await api('STREAM.CREATE.KV_k', {
        name: 'KV_k',
        subjects: ['$KV.k.>'],
        max_msgs_per_subject: 1,
        ...copies,
        ...bucket,
      });
      await api('STREAM.CREATE.OBJ_o', { name: 'OBJ_o', subjects: ['$O.o.C.>', '$O.o.M.>'], ...copies, ...bucket });
    });
    afterEach(() => closePages());
    afterAll(() => cluster.dispose());

    async function client(): Promise<ClientPage> {
      const { page } = await connected((rows) => rows.length >= 3);
      return clientPage(page, 'APP', cluster.logins.app);
    }

    const publish = ({ askOnce }: ClientPage, body: Uint8Array, to = 'S', subject = 'S.a') =>
      askOnce('publish', { stream: stream(to), publication: { ...plain, subject, body } });
    const put = ({ askOnce }: ClientPage, key: string, value: Uint8Array) =>
      askOnce('keyWrite', { stream: stream('KV_k'), key, write: { kind: 'put', value, revision: null } });
    const kindOf = (result: Result<unknown, InsideFailure>) => (result.ok ? 'ok' : result.error.kind);

    /** Asked over and over while the connection looks for the server that is left; no answer takes longer than 15 s. */
    async function heard<T>(ask: () => Promise<Result<T, InsideFailure>>): Promise<Result<T, InsideFailure>> {
      const took: number[] = [];
      const answer = await waitFor(
        async () => {
          const started = performance.now();
          const one = await ask();
          took.push(performance.now() - started);
          return kindOf(one) === 'notLive' ? null : one;
        },
        { what: 'an answer over a live connection', timeoutMs: 60_000, intervalMs: 100 },
      );
      expect(Math.max(...took)).toBeLessThan(15_000);
      return answer;
    }

    it('what a full account refuses is told in its words, and nothing is called stored', async () => {
      const page = await client();
      // What the servers count is some moments behind what they have taken.
      await expect.poll(() => publish(page, large), { timeout: 15_000 }).toMatchObject(full);
      await expect.poll(() => publish(page, large, 'OBJ_o', '$O.o.C.probe'), { timeout: 15_000 }).toMatchObject(full);
      await expect.poll(() => put(page, 'probe', large), { timeout: 15_000 }).toMatchObject(full);
      const content = new Blob([new Uint8Array(3_000_000)]);
      const args = { stream: stream('OBJ_o'), name: 'large', description: '', content };
      const up = await follow(page.value, await page.value('startJob', { kind: 'upload', args }), ended);
      expect(up).toMatchObject({ end: { kind: 'failed', failure: full.error } });
      expect(await page.value('objectList', { stream: stream('OBJ_o') })).toMatchObject({ objects: [], unreadable: 0 });
      expect(await put(page, 'a', large)).toMatchObject(full);
      expect(await page.value('keyHistory', { stream: stream('KV_k'), key: 'a' })).toEqual([]);
      for (const name of ['S', 'OBJ_o', 'KV_k']) await api(`STREAM.PURGE.${name}`);
      await expect.poll(() => publish(page, new Uint8Array(10)).then(kindOf), { timeout: 10_000 }).toBe('ok');
    });

    it('without a leader nothing is called stored or empty, and everything works again when there is one', async () => {
      const page = await client();
      // Room that was made is counted everywhere some moments later.
      await expect.poll(() => put(page, 'kept', new Uint8Array(3)).then(kindOf), { timeout: 15_000 }).toBe('ok');
      await Promise.all(['n2', 'n3'].map((name) => cluster.kill(name)));
      const failures = new Set(['silent', 'outcomeUnknown', 'nobodyListens', 'refused']);
      expect(failures).toContain(kindOf(await heard(() => publish(page, new Uint8Array(1)))));
      expect(failures).toContain(kindOf(await heard(() => put(page, 'b', new Uint8Array(1)))));
      // Who led may answer questions for some seconds yet, and any copy that is left by direct reads: by what it has.
      const listing = { stream: stream('S'), order: 'newest', filter: '', from: null, limit: 10 } as const;
      const listed = await heard(() => page.askOnce('messagePage', listing));
      if (listed.ok) expect(listed.value.messages.length).toBeGreaterThan(0);
      else expect(failures).toContain(listed.error.kind);
      const told = await heard(() => page.askOnce('objectList', { stream: stream('OBJ_o') }));
      expect([...failures, 'ok']).toContain(kindOf(told));
      await Promise.all(['n2', 'n3'].map((name) => cluster.start(name)));
      await expect.poll(() => publish(page, new Uint8Array(1)).then(kindOf), { timeout: 60_000 }).toBe('ok');
      // A copy that has only just come back may answer first.
      const kept = async () => (await page.value('keyHistory', { stream: stream('KV_k'), key: 'kept' })).length;
      await expect.poll(kept, { timeout: 20_000 }).toBe(1);
    }, 150_000);
  },
);
