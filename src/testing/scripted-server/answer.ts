import { nextLeader, streamId, type ScriptedCluster, type ScriptedNode } from './cluster';
import { gatewayz, leafz, routez } from './link-replies';
import { consumerInfo, message, streamInfo } from './asset-replies';
import { accountJsz, accountz, idz, jsz, statsz, time, userInfo, type JszOptions } from './replies';
import { connz, varz } from './server-replies';

/** What a request brings: replies by server (`null`: of the cluster), or the server's word that nobody listens. */
export type Answer =
  | {
      readonly kind: 'replies';
      readonly replies: readonly { readonly server: string | null; readonly json: unknown }[];
    }
  | { readonly kind: 'noResponders' };

/** An event that a change of the cluster brings with it. */
export interface ScriptedEvent {
  readonly subject: string;
  readonly json: unknown;
}

export interface Asker {
  readonly user: string;
  readonly account: string;
}

const nobody: Answer = { kind: 'noResponders' };

/** Answers a request as the servers of the cluster would, and changes the cluster where the request does. */
export function answer(
  cluster: ScriptedCluster,
  subject: string,
  body: string,
  asker: Asker,
  emit: (event: ScriptedEvent) => void,
): Answer {
  const up = [...cluster.nodes.values()].filter((node) => node.up);
  const ping = /^\$SYS\.REQ\.SERVER\.PING(?:\.(\w+))?$/.exec(subject);
  if (ping) return pinged(cluster, up, ping[1] ?? 'STATSZ', body);
  const one = /^\$SYS\.REQ\.SERVER\.(\w+)\.(VARZ|CONNZ)$/.exec(subject);
  if (one) {
    const make = (node: ScriptedNode) => (one[2] === 'VARZ' ? varz(cluster, node) : connz(cluster, node, body));
    return each(
      up.filter(({ id }) => id === one[1]),
      make,
    );
  }
  const account = /^\$SYS\.REQ\.ACCOUNT\.([^.]+)\.JSZ$/.exec(subject)?.[1];
  if (account !== undefined) return each(up, (node) => accountJsz(cluster, node, account, options(body)));
  if (subject === '$SYS.REQ.USER.INFO') return info(cluster, up, asker);
  if (subject === '$JS.API.META.LEADER.STEPDOWN') return metaStepDown(cluster, emit);
  const api = /^([^.$]+)\.\$JS\.API\.(.+)$/.exec(subject);
  if (api?.[1] !== undefined && api[2] !== undefined && cluster.imports.has(api[1])) {
    return accountApi(cluster, api[1], api[2], body);
  }
  return nobody;
}

/** Moves the leadership of the meta group, as after a crash or a step-down. */
export function electMetaLeader(
  cluster: ScriptedCluster,
  leader: string | null,
  emit: (event: ScriptedEvent) => void,
): void {
  cluster.metaLeader = leader;
  if (leader === null || isOld(cluster, 10)) return;
  emit({
    subject: '$JS.EVENT.ADVISORY.DOMAIN.LEADER_ELECTED',
    json: {
      ...advisory(cluster, 'domain_leader_elected'),
      leader: cluster.nodes.get(leader)?.peer,
      replicas: cluster.metaMembers.map((name) => ({ name, current: true, peer: cluster.nodes.get(name)?.peer })),
      cluster: cluster.name,
    },
  });
}

/** Moves the leadership of a stream and tells so. */
export function electStreamLeader(
  cluster: ScriptedCluster,
  key: string,
  leader: string,
  emit: (event: ScriptedEvent) => void,
): void {
  const stream = cluster.streams.get(key);
  if (!stream) throw new Error(`no stream ${key}`);
  stream.leader = leader;
  stream.leaderSince = cluster.now();
  emit({
    subject: `$JS.EVENT.ADVISORY.STREAM.LEADER_ELECTED.${stream.name}`,
    json: {
      ...advisory(cluster, 'stream_leader_elected'),
      account: stream.account,
      stream: stream.name,
      leader,
      replicas: stream.copies.map((name) => ({ name, current: true, peer: cluster.nodes.get(name)?.peer })),
    },
  });
}

function pinged(cluster: ScriptedCluster, up: readonly ScriptedNode[], what: string, body: string): Answer {
  switch (what) {
    case 'IDZ':
      return isOld(cluster, 10) ? nobody : each(up, idz);
    case 'STATSZ':
      return each(up, (node) => statsz(cluster, node));
    case 'JSZ':
      return each(up, (node) => jsz(cluster, node, options(body)));
    case 'ROUTEZ':
      return each(up, (node) => routez(cluster, node));
    case 'GATEWAYZ':
      return each(up, (node) => gatewayz(cluster, node));
    case 'LEAFZ':
      return each(up, (node) => leafz(cluster, node));
    case 'ACCOUNTZ':
      return each(up, (node) => accountz(cluster, node));
    default:
      return nobody;
  }
}

function info(cluster: ScriptedCluster, up: readonly ScriptedNode[], asker: Asker): Answer {
  const first = up[0];
  if (!first || isOld(cluster, 10)) return nobody;
  return { kind: 'replies', replies: [{ server: null, json: userInfo(cluster, first, asker.user, asker.account) }] };
}

/** Without a leader nobody handles the request: silence, not an error. */
function metaStepDown(cluster: ScriptedCluster, emit: (event: ScriptedEvent) => void): Answer {
  if (cluster.metaLeader === null || !cluster.nodes.get(cluster.metaLeader)?.up) {
    return { kind: 'replies', replies: [] };
  }
  const successor = nextLeader(cluster, cluster.metaMembers, cluster.metaLeader);
  if (successor !== null) electMetaLeader(cluster, successor, emit);
  return api('meta_leader_stepdown', { success: true });
}

/** Streams that the account knows; a dead server's are among them. */
function accountApi(cluster: ScriptedCluster, account: string, what: string, body: string): Answer {
  const names = [...cluster.streams.values()].filter((stream) => stream.account === account).map(({ name }) => name);
  if (what === 'INFO' && cluster.metaLeader !== null)
    return api('account_info', { memory: 0, storage: 0, streams: names.length, consumers: 0 });
  const [, call = '', asked = '', name = ''] =
    /^(STREAM\.INFO|STREAM\.MSG\.GET|CONSUMER\.INFO)\.([^.]+)\.?([^.]*)$/.exec(what) ?? [];
  const stream = cluster.streams.get(streamId(account, asked));
  if (call !== '' && !stream)
    return api('stream_info', { error: { code: 404, err_code: 10059, description: 'stream not found' } });
  if (stream && call === 'STREAM.INFO') return api('stream_info', streamInfo(stream, body));
  if (stream && call === 'STREAM.MSG.GET') return api('stream_msg_get', message(stream, body));
  if (stream && call === 'CONSUMER.INFO') return api('consumer_info', consumerInfo(cluster, stream, name));
  if (what !== 'STREAM.NAMES' && what !== 'INFO') return { kind: 'replies', replies: [] };
  if (cluster.metaLeader === null) {
    const error = { code: 503, err_code: 10008, description: 'JetStream system temporarily unavailable' };
    return api(what === 'INFO' ? 'account_info' : 'stream_names', { error });
  }
  const offset = offsetOf(body);
  const page = names.sort().slice(offset, offset + 1024);
  return api('stream_names', { total: names.length, offset, limit: 1024, streams: page.length > 0 ? page : null });
}

function api(type: string, fields: object): Answer {
  return {
    kind: 'replies',
    replies: [{ server: null, json: { type: `io.nats.jetstream.api.v1.${type}_response`, ...fields } }],
  };
}

let advisories = 0;

function advisory(cluster: ScriptedCluster, type: string) {
  advisories += 1;
  const id = `advisory-${advisories}`;
  return { type: `io.nats.jetstream.advisory.v1.${type}`, id, timestamp: time(cluster.now()) };
}

function each(nodes: readonly ScriptedNode[], make: (node: ScriptedNode) => unknown): Answer {
  return { kind: 'replies', replies: nodes.map((node) => ({ server: node.name, json: make(node) })) };
}

function options(body: string): JszOptions {
  return body === '' ? {} : (JSON.parse(body) as JszOptions);
}

function offsetOf(body: string): number {
  const parsed: unknown = body === '' ? {} : JSON.parse(body);
  return typeof parsed === 'object' && parsed !== null && 'offset' in parsed ? Number(parsed.offset) : 0;
}

function isOld(cluster: ScriptedCluster, minor: number): boolean {
  return Number(cluster.version.split('.')[1]) < minor;
}
