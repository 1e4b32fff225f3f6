import '../../testing/engine/websocket';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { headers, type NatsConnection } from 'nats.ws';
import { startCluster, type Cluster } from '../../../scripts/cluster/cluster.mjs';
import { askUntilAnswered } from '../../../scripts/demo/ask.mjs';
import { waitFor } from '../../../scripts/cluster/wait.mjs';
import { connectAs } from '../../../scripts/demo/client.mjs';
import { ensureNatsServer } from '../../../scripts/nats-server/ensure.mjs';
import { accountId, domainName, streamKey, streamName } from '../../domain/ids';
import type { JobNews } from '../../domain/inside/client-ops';
import { entryOf } from '../../domain/inside/object-entry';
import { clientPage, ended, follow, type ClientPage } from '../../testing/engine/client-page';
import { operate } from '../../testing/engine/operate';
import { createCommands } from '../create-commands';

const isFull = !!process.env['CONCLAVE_FULL'];
const versions = isFull ? ['2.15.1', '2.10.27'] : ['2.15.1'];
/** By hand what matters most is tried. */
const onlyInFull = isFull ? it : () => undefined;

const stream = (name: string) => streamKey(domainName(''), accountId('APP'), streamName(name));
const bytes = (text: string) => new TextEncoder().encode(text);
const text = (body: Uint8Array) => new TextDecoder().decode(body);

/** While nobody listens. The types of the client library do not tell of it. */
const patient = { retries: 100, retry_delay: 100 };

interface Jsz {
  readonly account_details?: readonly {
    readonly stream_detail?: readonly {
      readonly name: string;
      readonly state: { readonly messages: number; readonly last_seq: number };
    }[];
  }[];
}

/** Bytes that no compression makes small, and that differ from place to place. */
function content(size: number): Uint8Array<ArrayBuffer> {
  const all = new Uint8Array(size);
  for (let at = 0, seed = 7; at < size; at += 1) {
    seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
    all[at] = seed >> 16;
  }
  return all;
}

describe.each(versions)('buckets of an account, on servers of %s', (version) => {
  let cluster: Cluster;
  let outside: NatsConnection;
  const { api, connected, closePages } = operate(
    version,
    () => cluster,
    () => Promise.resolve(createCommands),
  );

  beforeAll(async () => {
    cluster = await startCluster({ binary: (await ensureNatsServer({ version })).path, names: ['n1', 'n2', 'n3'] });
    await cluster.waitUntilHealthy();
    await api('STREAM.CREATE.ANY', { name: 'ANY', subjects: ['ANY.>'] });
    outside = await connectAs(cluster, 'app');
    const js = outside.jetstream();
    const keys = await askUntilAnswered('a bucket', () => js.views.kv('settings', { history: 5, replicas: 3 }));
    // Nobody hears the first one before its subject is known everywhere.
    await js.publish('$KV.settings.a.one', bytes('1'), { timeout: 5000, ...patient });
    for (const value of ['2', '3']) await keys.put('a.one', bytes(value));
    await keys.put('b', new Uint8Array([0, 255]));
    await keys.put('gone', 'x');
    await keys.delete('gone');
    // The library's own way to make one is refused by 2.15: it sends a field that servers do not know.
    for (const [name, limits] of [
      ['files', { num_replicas: 3 }],
      ['small', { max_bytes: 300_000 }],
    ] as const) {
      const subjects = [`$O.${name}.C.>`, `$O.${name}.M.>`];
      const common = { name: `OBJ_${name}`, subjects, discard: 'new', allow_rollup_hdrs: true, allow_direct: true };
      await api(`STREAM.CREATE.OBJ_${name}`, { ...common, ...limits });
    }
    await even('KV_settings');
  });
  afterEach(() => closePages());
  afterAll(async () => {
    await outside.close();
    await cluster.dispose();
  });

  async function client(): Promise<ClientPage> {
    const { page } = await connected((rows) => rows.some(({ name }) => name === 'OBJ_small'));
    return clientPage(page, 'APP', cluster.logins.app);
  }

  async function stateAt(server: string, name: string): Promise<string> {
    const { account_details: accounts = [] } = (await cluster.monitor(server, '/jsz?streams=true')) as Jsz;
    const details = accounts.flatMap(({ stream_detail: streams = [] }) => streams);
    const state = details.find((stream) => stream.name === name)?.state;
    return state === undefined ? 'none' : `${state.messages} ${state.last_seq}`;
  }

  /** Any of the three copies is read: what the leader has acknowledged the others apply a moment later. */
  async function even(name: string): Promise<void> {
    const areEven = async () => {
      const states = await Promise.all(cluster.servers.map((server) => stateAt(server.name, name)));
      return new Set(states).size === 1 && !states.includes('none');
    };
    await waitFor(areEven, { what: `three even copies of ${name}` });
  }

  const rowsOf = ({ report }: JobNews) => (report.kind === 'keys' ? report.changed : []);

  onlyInFull('tells the keys of a bucket, and every change of them, until it is stopped', async () => {
    const { ask, value } = await client();
    const job = await value('startJob', { kind: 'keys', args: { stream: stream('KV_settings'), filter: '>' } });
    const seen = new Map<string, string>();
    const note = (news: JobNews) => rowsOf(news).forEach((row) => seen.set(row.key, `${row.operation} ${row.size}`));
    const there = await follow(value, job, (news) => {
      note(news);
      return news.report.kind === 'keys' && news.report.complete;
    });
    expect(Object.fromEntries(seen)).toEqual({ 'a.one': 'put 1', b: 'put 2', gone: 'delete 0' });
    const keys = await outside.jetstream().views.kv('settings');
    await keys.put('a.two', 'later');
    const next = await value('readJob', { job, after: there.revision });
    expect(next && rowsOf(next)).toMatchObject([{ key: 'a.two', operation: 'put', size: 5 }]);
    await value('stopJob', job);
    expect((await follow(value, job, ended)).end).toEqual({ kind: 'stopped' });

    await even('KV_settings');
    const some = await value('startJob', { kind: 'keys', args: { stream: stream('KV_settings'), filter: 'a.*' } });
    const found = await follow(value, some, ({ report }) => report.kind === 'keys' && report.complete);
    expect(rowsOf(found).map(({ key }) => key)).toEqual(expect.arrayContaining(['a.two']));
    expect(await ask('startJob', { kind: 'keys', args: { stream: stream('KV_settings'), filter: 'a b' } })).toEqual({
      ok: false,
      error: { kind: 'unsendable' },
    });
  });

  (isFull && version === '2.15.1' ? it : () => undefined)(
    'a key that a limit has taken away is gone, and not an empty value',
    async () => {
      const [second, minute] = [1_000_000_000, 60_000_000_000];
      const common = { subjects: ['$KV.mortal.>'], allow_rollup_hdrs: true, deny_delete: true, allow_direct: true };
      const limits = { max_age: second, duplicate_window: second, subject_delete_marker_ttl: minute };
      await api('STREAM.CREATE.KV_mortal', { name: 'KV_mortal', allow_msg_ttl: true, ...common, ...limits });
      const { value } = await client();
      await (await outside.jetstream().views.kv('mortal', { bindOnly: true })).put('a', 'x');
      const job = await value('startJob', { kind: 'keys', args: { stream: stream('KV_mortal'), filter: '>' } });
      const gone = (news: JobNews) => rowsOf(news).some(({ key, operation }) => key === 'a' && operation === 'purge');
      await follow(value, job, gone);
      const [newest] = await value('keyHistory', { stream: stream('KV_mortal'), key: 'a' });
      expect(newest).toMatchObject({ key: 'a', operation: 'purge' });
      await value('stopJob', job);
    },
  );

  it('reads and writes keys, and a revision that is not the expected one is refused', async () => {
    const { ask, value } = await client();
    const bucket = { stream: stream('KV_settings') };
    const history = await value('keyHistory', { ...bucket, key: 'a.one' });
    expect(history.map((entry) => [text(entry.value), entry.operation])).toEqual([
      ['3', 'put'],
      ['2', 'put'],
      ['1', 'put'],
    ]);
    const put = (key: string, text: string, revision: number | null) =>
      ask('keyWrite', { ...bucket, key, write: { kind: 'put', value: bytes(text), revision } });
    expect(await put('new', 'a', 0)).toMatchObject({ ok: true });
    expect(await put('new', 'b', 0)).toMatchObject({ error: { kind: 'refused', code: 10071 } });
    const written = await put('new', 'c', null);
    await even('KV_settings');
    const { value: there } = await outside
      .jetstream()
      .views.kv('settings')
      .then((keys) => keys.get('new'))
      .then((entry) => ({ value: entry?.string() }));
    expect(there).toBe('c');
    if (!written.ok) throw new Error('not written');
    const remove = (kind: 'delete' | 'purge', revision: number | null) =>
      ask('keyWrite', { ...bucket, key: 'new', write: { kind, revision } });
    expect(await remove('delete', 1)).toMatchObject({ error: { kind: 'refused', code: 10071 } });
    expect(await remove('delete', Number(written.value.revision))).toEqual({ ok: true, value: { revision: null } });
    await even('KV_settings');
    expect((await value('keyHistory', { ...bucket, key: 'new' })).map(({ operation }) => operation)).toEqual([
      'delete',
      'put',
      'put',
    ]);
    expect(await remove('purge', null)).toMatchObject({ ok: true });
    await even('KV_settings');
    expect((await value('keyHistory', { ...bucket, key: 'new' })).map(({ operation }) => operation)).toEqual(['purge']);
    expect(await value('keyHistory', { ...bucket, key: 'never' })).toEqual([]);
    for (const key of ['', 'a b', '.a', 'a.', 'a*', 'ü'])
      expect(await put(key, 'x', null)).toMatchObject({ error: { kind: 'unsendable' } });
    expect(await ask('keyHistory', { stream: stream('KV_none'), key: 'a' })).toMatchObject({
      error: { kind: 'refused', code: 10059 },
    });
    expect(
      await ask('keyWrite', {
        stream: stream('KV_none'),
        key: 'a',
        write: { kind: 'put', value: bytes('x'), revision: null },
      }),
    ).toMatchObject({ error: { kind: 'nobodyListens' } });
    expect(await ask('keyHistory', { stream: stream('ANY'), key: 'a' })).toMatchObject({
      error: { kind: 'unsendable' },
    });
  });

  it('writes a file, reads it back with the right digest, and deletes it', async () => {
    const { ask, value } = await client();
    const bucket = { stream: stream('OBJ_files') };
    const file = content(1_000_000);
    const upload = { ...bucket, name: 'a file.bin', description: 'one', content: new Blob([file]) };
    const up = await value('startJob', { kind: 'upload', args: upload });
    const steps = new Set<number>();
    const done = await follow(value, up, (news) => {
      if (news.report.kind === 'upload') steps.add(news.report.bytes);
      return ended(news);
    });
    expect(done).toMatchObject({
      end: { kind: 'done' },
      report: {
        bytes: 1_000_000,
        size: 1_000_000,
        object: { name: 'a file.bin', size: 1_000_000, description: 'one' },
      },
    });
    await even('OBJ_files');
    const entry = 'YSBmaWxlLmJpbg==';
    const objects = await outside.jetstream().views.os('files');
    expect(Buffer.compare(Buffer.from((await objects.getBlob('a file.bin')) ?? []), Buffer.from(file))).toBe(0);
    expect(await value('objectList', bucket)).toMatchObject({
      objects: [{ name: 'a file.bin', size: 1_000_000, link: null, misnamed: false, entry }],
      unreadable: 0,
      cut: false,
    });

    const down = await value('startJob', { kind: 'download', args: { ...bucket, entry, name: 'a file.bin' } });
    const { report, end } = await follow(value, down, ended);
    expect(end).toEqual({ kind: 'done' });
    if (report.kind !== 'download' || report.content === null) throw new Error('nothing was read');
    expect(Buffer.compare(Buffer.from(await report.content.arrayBuffer()), Buffer.from(file))).toBe(0);

    expect(await ask('objectDelete', { ...bucket, entry })).toEqual({ ok: true, value: null });
    await even('OBJ_files');
    expect(await value('objectList', bucket)).toMatchObject({ objects: [], unreadable: 0 });
    expect(await objects.getBlob('a file.bin')).toBeNull();
    const gone = await value('startJob', { kind: 'download', args: { ...bucket, entry, name: 'a file.bin' } });
    expect(await follow(value, gone, ended)).toMatchObject({ end: { kind: 'failed', failure: { kind: 'refused' } } });
  });

  onlyInFull(
    'a damaged piece, a full store and a store that is not there: nothing is called done, and nothing is made',
    async () => {
      const { ask, value } = await client();
      const small = { stream: stream('OBJ_small') };
      const tooMuch = { ...small, name: 'big', description: '', content: new Blob([content(2_000_000)]) };
      const up = await value('startJob', { kind: 'upload', args: tooMuch });
      expect(await follow(value, up, ended)).toMatchObject({
        end: { kind: 'failed', failure: { kind: 'refused', code: 10077 } },
      });
      expect(await value('objectList', small)).toMatchObject({ objects: [] });
      const manager = await outside.jetstreamManager();
      expect((await manager.streams.info('OBJ_small')).state.messages).toBe(0);

      const objects = await outside.jetstream().views.os('files');
      const info = await objects.putBlob({ name: 'damaged' }, content(300_000));
      const piece = await manager.streams.getMessage('OBJ_files', { last_by_subj: `$O.files.C.${info.nuid}` });
      await manager.streams.deleteMessage('OBJ_files', piece.seq);
      await outside.jetstream().publish(`$O.files.C.${info.nuid}`, new Uint8Array(piece.data.length));
      await even('OBJ_files');
      const down = await value('startJob', {
        kind: 'download',
        args: { stream: stream('OBJ_files'), entry: entryOf('damaged'), name: 'damaged' },
      });
      const damaged = await follow(value, down, ended);
      expect(damaged).toMatchObject({
        end: { kind: 'failed', failure: { kind: 'refused' } },
        report: { content: null },
      });

      expect(await ask('objectList', { stream: stream('OBJ_none') })).toMatchObject({ ok: false });
      await expect(manager.streams.info('OBJ_none')).rejects.toMatchObject({ code: '404' });
    },
  );

  onlyInFull('an object whose entry names the pieces of all takes none of them along', async () => {
    const { ask, value } = await client();
    const bucket = { stream: stream('OBJ_files') };
    const objects = await outside.jetstream().views.os('files');
    await objects.putBlob({ name: 'kept' }, content(200_000));
    const entry = { name: 'every', bucket: 'files', nuid: '>', size: 0, chunks: 0, digest: '', mtime: '' };
    await outside.jetstream().publish(`$O.files.M.${btoa('every')}`, JSON.stringify(entry));
    await even('OBJ_files');
    const refused = { error: { kind: 'unreadable' } };
    expect(await ask('objectDelete', { ...bucket, entry: btoa('every') })).toMatchObject(refused);
    const args = { ...bucket, name: 'every', description: '', content: new Blob([content(10)]) };
    const up = await value('startJob', { kind: 'upload', args });
    expect(await follow(value, up, ended)).toMatchObject({ end: { kind: 'failed', failure: refused.error } });
    expect((await objects.getBlob('kept'))?.length).toBe(200_000);
    await (await outside.jetstreamManager()).streams.purge('OBJ_files');
  });

  onlyInFull('what other clients wrote into a store harms neither the list nor another object', async () => {
    const manager = await outside.jetstreamManager();
    const empty = () => manager.streams.purge('OBJ_files');
    await empty();
    const { ask, value } = await client();
    const bucket = { stream: stream('OBJ_files') };
    const about = (entry: string, body: string | Uint8Array) =>
      outside.jetstream().publish(`$O.files.M.${entry}`, typeof body === 'string' ? bytes(body) : body);
    const upload = async (name: string) => {
      const args = { ...bucket, name, description: '', content: new Blob([content(300_000)]) };
      const done = await follow(value, await value('startJob', { kind: 'upload', args }), ended);
      await even('OBJ_files');
      return done;
    };
    const read = async (name: string) => {
      const args = { ...bucket, entry: entryOf(name), name };
      return follow(value, await value('startJob', { kind: 'download', args }), ended);
    };
    // Beyond Latin-1, as any client writes it.
    const names = ['漢字 <b>🙂</b>', `\u202egnp.${'x'.repeat(2500)}`];
    for (const name of names) expect(await upload(name)).toMatchObject({ end: { kind: 'done' } });
    await about('broken', '{"name":');
    await about(entryOf('all'), JSON.stringify({ name: 'all', nuid: '>', size: 1, chunks: 1, digest: 'SHA-256=x' }));
    await about(entryOf('least'), JSON.stringify({ name: 'least', nuid: 'n1', size: -5, chunks: 1 }));
    await about('a.b', JSON.stringify({ name: 'deep', nuid: 'n2' }));
    await about('b3RoZXI=', JSON.stringify({ name: names[0], nuid: 'n3' }));
    const large = Object.fromEntries(Array.from({ length: 900 }, (_, index) => [`<i>${index}`, 'y'.repeat(1000)]));
    await about(entryOf('large'), JSON.stringify({ name: 'large', nuid: 'n4', metadata: large }));
    await even('OBJ_files');
    const list = await value('objectList', bucket);
    expect(list).toMatchObject({ unreadable: 4, cut: false });
    expect(new Set(list.objects.map(({ name, misnamed, more }) => `${name} ${misnamed} ${more}`))).toEqual(
      new Set([`${names[0]} false 0`, `${names[1]} false 0`, `${names[0]} true 0`, 'large false 800']),
    );

    // Neither deleting nor replacing an entry that names all pieces removes the pieces of others.
    expect(await ask('objectDelete', { ...bucket, entry: entryOf('all') })).toEqual({
      ok: false,
      error: { kind: 'unreadable' },
    });
    expect(await upload('all')).toMatchObject({ end: { kind: 'failed', failure: { kind: 'unreadable' } } });
    expect(await ask('objectDelete', { ...bucket, entry: '>' })).toMatchObject({ error: { kind: 'unsendable' } });
    expect(await ask('objectDelete', { ...bucket, entry: 'b3RoZXI=' })).toEqual({ ok: true, value: null });
    await even('OBJ_files');
    for (const name of names) expect(await read(name)).toMatchObject({ end: { kind: 'done' } });
    for (const name of names)
      expect(await ask('objectDelete', { ...bucket, entry: entryOf(name) })).toEqual({ ok: true, value: null });
    await even('OBJ_files');
    expect((await value('objectList', bucket)).objects.map(({ name }) => name)).toEqual(['large']);
    await empty();
  });

  onlyInFull('what other clients wrote into a bucket of keys is shown as what it is', async () => {
    const { value } = await client();
    const put = (key: string, lines: Readonly<Record<string, string>> = {}) => {
      const hostile = headers();
      for (const [name, line] of Object.entries(lines)) hostile.set(name, line);
      return outside.jetstream().publish(`$KV.settings.hostile.${key}`, bytes('x'), { headers: hostile });
    };
    const names = ['<b>', '\u202eback', 'k'.repeat(3500), 'ünï'];
    for (const name of names) await put(name);
    await put('odd', { 'KV-Operation': 'EVIL' });
    await put('least', { 'Nats-Msg-Size': '-7' });
    await even('KV_settings');
    const job = await value('startJob', { kind: 'keys', args: { stream: stream('KV_settings'), filter: 'hostile.>' } });
    const told = await follow(value, job, ({ report }) => report.kind === 'keys' && report.complete);
    await value('stopJob', job);
    const rows = new Map(rowsOf(told).map((row) => [row.key.slice('hostile.'.length), row]));
    expect([...rows.keys()].sort()).toEqual([...names, 'odd', 'least'].sort());
    for (const { operation, size } of rows.values()) {
      expect(operation).toBe('put');
      expect(size === null || size >= 0).toBe(true);
    }
  });

  onlyInFull('an upload that is stopped leaves nothing behind', async () => {
    const { value } = await client();
    const bucket = { stream: stream('OBJ_files') };
    const manager = await outside.jetstreamManager();
    const before = (await manager.streams.info('OBJ_files')).state.messages;
    const args = { ...bucket, name: 'stopped', description: '', content: new Blob([content(30_000_000)]) };
    const job = await value('startJob', { kind: 'upload', args });
    await follow(value, job, ({ report }) => report.kind === 'upload' && report.bytes > 0);
    await value('stopJob', job);
    expect((await follow(value, job, ended)).end).toEqual({ kind: 'stopped' });
    expect((await manager.streams.info('OBJ_files')).state.messages).toBe(before);
  });
});
