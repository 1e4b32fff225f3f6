import { startCluster, type Cluster } from '../../../scripts/cluster/cluster.mjs';
import { request } from '../../../scripts/cluster/request.mjs';
import { waitFor } from '../../../scripts/cluster/wait.mjs';
import { mayPass } from '../../../scripts/demo/ask.mjs';
import { ensureNatsServer } from '../../../scripts/nats-server/ensure.mjs';
import { jsonText } from '../../domain/asset-config/json-text';
import type { Json } from '../../domain/asset-config/write';
import type { ServerModel } from '../../domain/cluster/model';
import { clusterName, domainName, serverName } from '../../domain/ids';
import { fitContext } from '../../domain/placement/fit';
import type { JszTotals } from '../../domain/replies/jsz';
import type { AccountLimits, Limits, Room } from '../../domain/stream-config/context';
import { accountNames, type AccountName } from './stream-world';

/** Three servers in three zones, with the accounts of the world. */
export async function startWorld(version: string): Promise<World> {
  const cluster = await startCluster({
    binary: (await ensureNatsServer({ version })).path,
    names: ['n1', 'n2', 'n3'],
    accounts: { text: accountsText, logins: { admin, observer: admin, orders: admin, app: login('APP') } },
  });
  await cluster.waitUntilHealthy();
  return new World(cluster, version);
}

const login = (account: string) => ({ user: account.toLowerCase(), password: 'only-here' });
const admin = login('ADMIN');

const jetstream: Readonly<Record<AccountName, string>> = {
  APP: 'enabled',
  BARE: 'enabled',
  LIMITED:
    '{ max_mem: 10000000, max_file: 10000000, max_consumers: 5, max_ack_pending: 100, mem_max_stream_bytes: 5000000, disk_max_stream_bytes: 5000000 }',
  REQUIRED: '{ max_mem: -1, max_file: -1, max_bytes_required: true }',
  FULL: '{ max_mem: -1, max_file: -1, max_streams: 1 }',
};

const users = ({ user, password }: typeof admin) => `users: [ { user: "${user}", password: "${password}" } ]`;
const accountsText = `accounts {
  "$SYS" { ${users(admin)} }
${accountNames.map((name) => `  ${name} { jetstream: ${jetstream[name]}, ${users(login(name))} }`).join('\n')}
}
system_account: "$SYS"
`;

/** What a server answers to a request of its JetStream API. */
export interface Answer {
  readonly error: { readonly code: number; readonly text: string } | null;
  readonly reply: Readonly<Record<string, unknown>>;
}

/** `JSClusterNotAvailErr`: nobody leads the meta group, as on a busy machine once in a while. */
const unavailable = 10008;
const [noStream, noConsumer] = [10059, 10014];

type Kind = 'STREAM' | 'CONSUMER';

function passes({ reply, error }: Answer): boolean {
  return error?.code === noConsumer || mayPass({ api_error: reply['error'] ?? {} });
}

export class World {
  constructor(
    readonly cluster: Cluster,
    readonly version: string,
  ) {}

  /** One request; while the cluster says that it is not available for the moment, once more. Integers are exact both ways. */
  async api(account: AccountName, what: string, body?: Json): Promise<Answer> {
    const port = this.cluster.servers[0]!.clientPort;
    const text = body === undefined ? undefined : { toJSON: () => JSON.parse(jsonText(body)) as unknown };
    const ask = async (): Promise<Answer | null> => {
      const reply = (await request(port, login(account), `$JS.API.${what}`, text, 10_000)) as Answer['reply'];
      const error = reply['error'] as { readonly err_code: number; readonly description: string } | undefined;
      if (error?.err_code === unavailable) return null;
      return { reply, error: error === undefined ? null : { code: error.err_code, text: error.description } };
    };
    return waitFor(ask, { what });
  }

  /** {@link api}, for what must succeed, sooner or later: the meta leader may not know yet what has just been made. */
  async must(account: AccountName, what: string, body?: Json): Promise<Answer['reply']> {
    const ask = async (): Promise<Answer> => {
      const answer = await this.api(account, what, body);
      if (passes(answer)) throw new Error(`${answer.error?.code} ${answer.error?.text}`);
      return answer;
    };
    const { reply, error } = await waitFor(ask, { what });
    if (error !== null) throw new Error(`${what}: ${error.code} ${error.text}`);
    return reply;
  }

  /** Makes a stream or a consumer (`STREAM`, `S`), and waits until the meta leader tells of it. */
  async make(account: AccountName, kind: Kind, place: string, body: Json): Promise<void> {
    await this.must(account, `${kind}.CREATE.${place}`, body);
    await this.untilListed(account, kind, place);
  }

  /** By the meta leader: what it does not know yet is not found by who asks for it. */
  async untilListed(account: AccountName, kind: Kind, place: string): Promise<void> {
    const [stream, name = stream] = place.split('.');
    const what = kind === 'STREAM' ? 'STREAM.NAMES' : `CONSUMER.NAMES.${stream}`;
    const isListed = async () => {
      const { reply } = await this.api(account, what);
      const names = reply[kind === 'STREAM' ? 'streams' : 'consumers'] as readonly (string | undefined)[] | null;
      return names?.includes(name);
    };
    await waitFor(isListed, { what: `${place} in ${what}` });
  }

  /** Deletes a stream or a consumer (`STREAM`, `S`). 2.10 does not answer while a move or a change of copies is under way. */
  async remove(account: AccountName, kind: Kind, place: string): Promise<void> {
    const port = this.cluster.servers[0]!.clientPort;
    await request(port, login(account), `$JS.API.${kind}.DELETE.${place}`, undefined, 1_000).catch(() => undefined);
    const isGone = async () =>
      [noStream, noConsumer].includes((await this.api(account, `${kind}.INFO.${place}`)).error?.code ?? 0);
    await waitFor(isGone, { what: `the end of ${place}` });
  }

  async limits(): Promise<Readonly<Record<AccountName, Limits>>> {
    const all = await Promise.all(
      accountNames.map(async (name) => [name, readLimits(await this.must(name, 'INFO'))] as const),
    );
    return Object.fromEntries(all) as Record<AccountName, Limits>;
  }

  /** The servers as their monitoring ports tell of them. */
  async room(): Promise<Room> {
    const leader = await this.cluster.waitForMetaLeader();
    const servers = await Promise.all(this.cluster.servers.map(({ name }) => this.#server(name, leader)));
    return { fit: fitContext(servers), domain: domainName(''), cluster: clusterName('C1') };
  }

  async #server(name: string, leader: string): Promise<ServerModel> {
    const jsz = (await this.cluster.monitor(name, '/jsz')) as Readonly<Record<string, never>>;
    const varz = (await this.cluster.monitor(name, '/varz')) as { readonly tags?: readonly string[] };
    return aServer({ name, tags: varz.tags ?? [], leads: name === leader, totals: totalsOf(jsz) });
  }
}

interface Told {
  readonly memory: number;
  readonly storage: number;
  readonly reserved_memory: number;
  readonly reserved_storage: number;
  readonly config: { readonly max_memory: number; readonly max_storage: number };
}

function totalsOf(jsz: unknown): Partial<JszTotals> {
  const told = jsz as Told;
  return {
    memory: told.memory,
    storage: told.storage,
    reservedMemory: told.reserved_memory,
    reservedStorage: told.reserved_storage,
    maxMemory: told.config.max_memory,
    maxStorage: told.config.max_storage,
  };
}

/** A server of cluster C1 that is well. */
export function aServer(given: {
  readonly name: string;
  readonly tags: readonly string[];
  readonly leads: boolean;
  readonly totals: Partial<JszTotals>;
}): ServerModel {
  return {
    name: serverName(given.name),
    id: null,
    version: '2.15.1',
    cluster: clusterName('C1'),
    domain: domainName(''),
    tags: given.tags,
    presence: { kind: 'answering' },
    mark: 'ok',
    lastHeard: null,
    jetstream: true,
    load: null,
    loadAt: null,
    messageRate: null,
    started: null,
    upSince: null,
    totals: { ...noTotals, ...given.totals },
    totalsAt: null,
    metaRole: given.leads ? 'leader' : 'member',
    leads: null,
    copies: null,
    onlyCopies: null,
  };
}

const noTotals: JszTotals = {
  disabled: false,
  maxMemory: 268_435_456,
  maxStorage: 2_147_483_648,
  memory: 0,
  storage: 0,
  reservedMemory: 0,
  reservedStorage: 0,
  haAssets: 0,
  apiTotal: 0,
  apiErrors: 0,
  apiInflight: null,
  streams: 0,
  consumers: 0,
  messages: 0,
  bytes: 0,
  uniqueTag: null,
  maxHaAssets: null,
};

function readLimits(info: Answer['reply']): Limits {
  const told = info['limits'] as Readonly<Record<string, number | boolean>>;
  const limit = (name: string) => (Number(told[name] ?? -1) < 0 ? 'unlimited' : Number(told[name]));
  const limits: AccountLimits = {
    maxMemory: limit('max_memory'),
    maxStorage: limit('max_storage'),
    maxStreams: limit('max_streams'),
    maxConsumers: limit('max_consumers'),
    maxAckPending: limit('max_ack_pending'),
    memoryMaxStreamBytes: limit('memory_max_stream_bytes'),
    storageMaxStreamBytes: limit('storage_max_stream_bytes'),
    maxBytesRequired: told['max_bytes_required'] === true,
  };
  return { kind: 'flat', limits };
}
