import '../../testing/engine/websocket';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { headers, NatsError, type NatsConnection } from 'nats.ws';
import { startCluster, type Cluster } from '../../../scripts/cluster/cluster.mjs';
import { waitFor } from '../../../scripts/cluster/wait.mjs';
import { askUntilAnswered } from '../../../scripts/demo/ask.mjs';
import { connectAs } from '../../../scripts/demo/client.mjs';
import { ensureNatsServer } from '../../../scripts/nats-server/ensure.mjs';
import type { BackupFacts, BackupReport, ChosenFile, RestoreReport } from '../../domain/backup/backup';
import { draftOf, restoreCommand, type RestoreDraft } from '../../domain/backup/restore-draft';
import { tarBlock } from '../../domain/backup/tar';
import type { Command } from '../../domain/command/command';
import { mayPass } from '../../domain/command/refusal';
import { accountId, domainName, streamKey, streamName } from '../../domain/ids';
import type { JobNews } from '../../domain/inside/client-ops';
import { clientPage, ended, follow, type ClientPage } from '../../testing/engine/client-page';
import { operate } from '../../testing/engine/operate';
import { prove, wordsOf } from '../../testing/proofs';
import { createCommands } from '../create-commands';

const isFull = !!process.env['CONCLAVE_FULL'];
const versions = isFull ? ['2.15.1', '2.10.27'] : ['2.15.1'];
/** By hand what matters most is tried. */
const onlyInFull = isFull ? it : () => undefined;

const [account, domain] = [accountId('APP'), domainName('')];
const stream = (name: string) => streamKey(domain, account, streamName(name));
/** While nobody listens. The types of the client library do not tell of it. */
const patient = { retries: 100, retry_delay: 100 };
/** The server's word for "no message found". */
const noMessage = 10037;
const isSending = ({ report }: JobNews) => report.kind === 'restore' && report.stage === 'sending' && report.bytes > 0;

/** A server that missed a round ends it before anything is sent: then it is asked for once more. */
function isUnsent({ report }: JobNews): boolean {
  if (report.kind !== 'restore' || report.outcome?.kind !== 'aborted') return false;
  const { reason } = report.outcome;
  return reason === 'planChanged' || mayPass(reason);
}

// Nothing is restored before the servers have run for 45 s.
describe.each(versions)('backup and restore of a stream, on servers of %s', { timeout: 120_000 }, (version) => {
  let cluster: Cluster;
  let outside: NatsConnection;
  const { api, connected, copies, permitted, refusedFor, closePages } = operate(
    version,
    () => cluster,
    () => Promise.resolve(createCommands),
  );

  beforeAll(async () => {
    cluster = await startCluster({ binary: (await ensureNatsServer({ version })).path, names: ['n1', 'n2', 'n3'] });
    await cluster.waitUntilHealthy();
    await api('STREAM.CREATE.SHELF', { name: 'SHELF', subjects: ['SHELF.>'], num_replicas: 3, max_bytes: 100_000_000 });
    outside = await connectAs(cluster, 'app');
    await fill('SHELF', 300, 1000);
    const manager = await outside.jetstreamManager();
    for (const sequence of [1, 2, 77, 78, 300]) await manager.streams.deleteMessage('SHELF', sequence);
    await api('CONSUMER.CREATE.SHELF.reader', {
      stream_name: 'SHELF',
      config: { name: 'reader', durable_name: 'reader', ack_policy: 'explicit' },
    });
    const reader = await outside.jetstream().consumers.get('SHELF', 'reader');
    for (let count = 0; count < 10; count += 1) await (await reader.next())?.ackAck();
  });
  afterEach(() => closePages());
  afterAll(async () => {
    await outside.close();
    await cluster.dispose();
  });

  async function fill(name: string, count: number, size: number): Promise<void> {
    const js = outside.jetstream();
    const sent = Array.from({ length: count }, (_, index) => {
      const lines = headers();
      lines.set('Number', String(index));
      // What no compression makes small.
      const body = new Uint8Array(size);
      for (let at = 0; at < size; at += 65_536) crypto.getRandomValues(body.subarray(at, at + 65_536));
      return js.publish(`${name}.${String(index % 7)}`, body, { headers: lines, timeout: 20_000, ...patient });
    });
    await Promise.all(sent);
  }

  async function client(name: string): Promise<ClientPage> {
    const { page } = await connected((rows) => rows.some((row) => row.name === name));
    return clientPage(page, 'APP', cluster.logins.app);
  }

  async function backup({ value }: ClientPage, name: string, consumers = true): Promise<BackupReport> {
    const job = await value('startJob', {
      kind: 'backup',
      args: { stream: stream(name), consumers, check: true },
    });
    const { report, end } = await follow(value, job, ended);
    if (report.kind !== 'backup') throw new Error('no backup');
    expect(end).toEqual({ kind: 'done' });
    return report;
  }

  async function factsOf({ value }: ClientPage, files: readonly ChosenFile[]): Promise<BackupFacts> {
    const read = await value('readBackup', { files });
    if (!('facts' in read)) throw new Error(read.fault);
    return read.facts;
  }

  const restoreOf = (facts: BackupFacts, draft: Partial<RestoreDraft> = {}): Command =>
    restoreCommand(facts, { ...draftOf(facts), ...draft }, { account, domain });

  async function startRestore({ page, value }: ClientPage, files: readonly ChosenFile[], command: Command) {
    const plan = await permitted(page, command);
    return value('startJob', { kind: 'restore', args: { plan, files } });
  }

  async function followRestore(
    client: ClientPage,
    files: readonly ChosenFile[],
    command: Command,
    until: (news: JobNews) => boolean,
  ) {
    const deadline = performance.now() + 60_000;
    for (;;) {
      const job = await startRestore(client, files, command);
      const news = await follow(client.value, job, (one) => ended(one) || until(one));
      if (!isUnsent(news) || performance.now() > deadline) return { job, news };
    }
  }

  async function restore(client: ClientPage, files: readonly ChosenFile[], command: Command): Promise<RestoreReport> {
    const { report } = (await followRestore(client, files, command, ended)).news;
    if (report.kind !== 'restore') throw new Error('no restore');
    if (report.outcome !== null) prove(version, 'streamRestore', wordsOf(report.outcome));
    return report;
  }

  const foldersOf = (name: string) =>
    cluster.servers.map((server) => join(cluster.dir, server.name, 'jetstream', account, 'streams', name));

  /** Also from the disks: 2.15 now and then refuses to restore into what is left there. */
  async function untilGone(name: string): Promise<void> {
    const isGone = async () => (await copies(name)).length === 0 && !foldersOf(name).some(existsSync);
    await waitFor(isGone, { what: `the end of ${name}` });
  }

  async function remove(name: string): Promise<void> {
    expect(foldersOf(name).some(existsSync)).toBe(true);
    await (await outside.jetstreamManager()).streams.delete(name);
    await untilGone(name);
  }

  async function messageOf(name: string, seq: number) {
    const manager = await outside.jetstreamManager();
    return askUntilAnswered(`message ${seq}`, () => manager.streams.getMessage(name, { seq })).catch(
      (error: unknown) => {
        if (error instanceof NatsError && error.api_error?.err_code === noMessage) return null;
        throw error;
      },
    );
  }

  /** Every message of a stream: outside of all that is tested. */
  async function messagesOf(name: string) {
    const manager = await outside.jetstreamManager();
    const { state } = await askUntilAnswered(name, () => manager.streams.info(name));
    const all = [];
    for (let seq = state.first_seq; seq <= state.last_seq; seq += 1) {
      const found = await messageOf(name, seq);
      if (found === null) continue;
      const { subject, header, data, timestamp } = found;
      all.push([seq, subject, header.get('Number'), Buffer.from(data).toString('base64'), timestamp]);
    }
    return { first: state.first_seq, last: state.last_seq, all };
  }

  /** A consumer that came back first elects its leader. */
  const nextOf = (name: string, consumer: string) =>
    waitFor(
      async () => {
        const found = await outside.jetstream().consumers.get(name, consumer);
        return found.next({ expires: 2000 }).catch(() => null);
      },
      { what: 'the next message' },
    );

  const fileOf = ({ name, content }: BackupReport): ChosenFile => {
    if (content === null) throw new Error('no file');
    return { name, content };
  };

  it('brings back a stream as it was: its messages and gaps, its configuration, its consumers', async () => {
    const page = await client('SHELF');
    const manager = await outside.jetstreamManager();
    const [before, wasConfig] = [await messagesOf('SHELF'), (await manager.streams.info('SHELF')).config];
    const readerWas = await manager.consumers.info('SHELF', 'reader');
    const report = await backup(page, 'SHELF');
    expect(report).toMatchObject({
      stage: 'done',
      holding: { messages: 295, firstSeq: 3, lastSeq: 300 },
      contents: { consumers: 1 },
    });
    expect(report.name).toMatch(/^SHELF-\d{8}T\d{6}Z\.tar$/);
    const files = [fileOf(report)];
    const facts = await factsOf(page, files);
    expect(facts).toMatchObject({
      config: { name: 'SHELF', replicas: 3 },
      holding: { messages: 295, firstSeq: 3, lastSeq: 300 },
      format: version === '2.15.1' ? 'messages' : 'files',
    });
    // What is there is never replaced.
    await refusedFor(page.page, restoreOf(facts), 'nameInUse');
    await remove('SHELF');
    expect(await restore(page, files, restoreOf(facts))).toMatchObject({
      stage: 'done',
      outcome: { kind: 'verified', result: { kind: 'restored', messages: 295 } },
      found: { messages: 295, firstSeq: 3, lastSeq: 300, consumers: 1 },
      left: null,
    });
    expect(await messagesOf('SHELF')).toEqual(before);
    // Servers note for themselves what they need to know of a stream.
    const config = (await manager.streams.info('SHELF')).config;
    expect({ ...config, metadata: null }).toEqual({ ...wasConfig, metadata: null });
    // What came back elects its leader first.
    const floor = async () => (await manager.consumers.info('SHELF', 'reader')).ack_floor.stream_seq;
    await expect.poll(floor, { timeout: 30_000 }).toBe(readerWas.ack_floor.stream_seq);
    const next = await nextOf('SHELF', 'reader');
    expect(next.seq).toBe(readerWas.delivered.stream_seq + 1);
  });

  onlyInFull(
    'comes back under another name beside the first one, with other copies and no consumers, where servers allow it',
    async () => {
      const page = await client('SHELF');
      const manager = await outside.jetstreamManager();
      const before = await messagesOf('SHELF');
      const report = await backup(page, 'SHELF', false);
      expect(report.contents?.consumers).toBe(0);
      const facts = await factsOf(page, [fileOf(report)]);
      const beside = restoreOf(facts, { name: 'BESIDE', subjects: 'own', replicas: 1 });
      const came = await restore(page, [fileOf(report)], beside);
      if (version === '2.15.1') {
        expect(came).toMatchObject({ outcome: { kind: 'verified' }, found: { messages: 295, consumers: 0 } });
        expect(await messagesOf('BESIDE')).toEqual(before);
        await manager.streams.delete('BESIDE');
      } else {
        expect(came).toMatchObject({ outcome: { kind: 'failed', code: 10062 }, left: 'nothing' });
        await expect(manager.streams.info('BESIDE')).rejects.toMatchObject({ code: '404' });
      }
    },
  );

  onlyInFull('leaves nothing of a restore that is stopped', async () => {
    await api('STREAM.CREATE.BIG', { name: 'BIG', subjects: ['BIG.>'], num_replicas: 3 });
    await fill('BIG', 60, 500_000);
    const page = await client('BIG');
    const manager = await outside.jetstreamManager();
    const report = await backup(page, 'BIG');
    await remove('BIG');
    const facts = await factsOf(page, [fileOf(report)]);
    const { job } = await followRestore(page, [fileOf(report)], restoreOf(facts), isSending);
    await page.value('stopJob', job);
    const { report: stopped, end } = await follow(page.value, job, ended);
    expect(end).toEqual({ kind: 'stopped' });
    expect(stopped).toMatchObject({ stage: 'done', outcome: { kind: 'notVerified', reason: 'calledOff' } });
    expect(stopped.kind === 'restore' && stopped.left).toMatch(/^(nothing|removed)$/);
    await expect(manager.streams.info('BIG')).rejects.toMatchObject({ code: '404' });
    await untilGone('BIG');
    // And nothing of it is in the way of another try.
    const again = await restore(page, [fileOf(report)], restoreOf(facts));
    expect(again).toMatchObject({ outcome: { kind: 'verified' } });
    await manager.streams.delete('BIG');
  });

  onlyInFull('sends nothing of a file that is damaged, cut off, or none', async () => {
    const page = await client('SHELF');
    const { content, name } = fileOf(await backup(page, 'SHELF'));
    const facts = await factsOf(page, [{ name, content }]);
    const bytes = new Uint8Array(await content.arrayBuffer());
    const restored = async (changed: Uint8Array<ArrayBuffer>) => {
      const files = [{ name, content: new Blob([changed]) }];
      return restore(page, files, restoreOf(facts, { name: 'OTHER', subjects: 'own' }));
    };
    const damaged = bytes.slice();
    damaged[bytes.length - 4 * tarBlock - 5000] = 255 - (damaged[bytes.length - 4 * tarBlock - 5000] ?? 0);
    expect(await restored(damaged)).toMatchObject({ fault: 'damaged', outcome: null });
    expect(await restored(bytes.slice(0, -5000))).toMatchObject({ fault: 'cut', outcome: null });
    expect(await page.value('readBackup', { files: [{ name: 'a.tar', content: new Blob(['no']) }] })).toEqual({
      fault: 'notArchive',
    });
  });
});
