import { nodeOf, type ScriptedCluster, type ScriptedNode, type ScriptedStream } from './cluster';

/** Options of JSZ that a scripted server knows. */
export interface JszOptions {
  readonly accounts?: boolean;
  readonly streams?: boolean;
  readonly consumer?: boolean;
  readonly config?: boolean;
  readonly raft?: boolean;
  readonly account?: string;
}

/** `-1` as unsigned, as servers write "no limit" of an account. Rounded, like every JSON number beyond 2^53 in JavaScript. */
const unlimited = 18446744073709552000;

/** The `server` part of a reply. */
export function serverInfo(cluster: ScriptedCluster, node: ScriptedNode) {
  node.seq += 1;
  return {
    name: node.name,
    host: 'host',
    id: node.id,
    cluster: node.cluster ?? cluster.name,
    ...(node.tags === undefined ? {} : { tags: node.tags }),
    ver: cluster.version,
    jetstream: cluster.jetstream,
    flags: 7,
    seq: node.seq,
    time: time(cluster.now()),
  };
}

export function idz(node: ScriptedNode) {
  return { name: node.name, host: 'host', id: node.id };
}

export function statsz(cluster: ScriptedCluster, node: ScriptedNode) {
  const totals = totalsOf(cluster, node);
  const { memory, storage, reserved_memory, reserved_storage, accounts, ha_assets, api } = totals;
  return {
    server: serverInfo(cluster, node),
    statsz: {
      start: time(node.started),
      mem: 30_000_000,
      cores: 4,
      cpu: 3,
      connections: 10,
      total_connections: 20,
      active_accounts: cluster.accounts.length,
      subscriptions: 200,
      sent: { msgs: 1000, bytes: 100_000 },
      received: { msgs: 1000, bytes: 100_000 },
      slow_consumers: 0,
      routes: [],
      active_servers: cluster.nodes.size,
      jetstream: {
        config: { max_memory: 1 << 30, max_storage: 1 << 30 },
        stats: { memory, storage, reserved_memory, reserved_storage, accounts, ha_assets, api },
        meta: metaOf(cluster, node, false),
      },
    },
  };
}

export function jsz(cluster: ScriptedCluster, node: ScriptedNode, options: JszOptions) {
  const details = options.accounts || options.streams || options.consumer || options.account;
  return {
    server: serverInfo(cluster, node),
    data: {
      ...totalsOf(cluster, node),
      server_id: node.id,
      now: time(cluster.now()),
      config: { max_memory: 1 << 30, max_storage: 1 << 30, store_dir: '/data' },
      ...(cluster.jetstream ? { meta_cluster: metaOf(cluster, node, true) } : { disabled: true }),
      ...(details ? { account_details: accountDetails(cluster, node, options) } : {}),
    },
  };
}

export function accountJsz(cluster: ScriptedCluster, node: ScriptedNode, account: string, options: JszOptions) {
  const server = serverInfo(cluster, node);
  if (!cluster.accounts.includes(account)) {
    return { server, data: null, error: { code: 500, description: `account ${JSON.stringify(account)} not found` } };
  }
  return { server, data: accountDetail(account, cluster, node, options) };
}

export function accountz(cluster: ScriptedCluster, node: ScriptedNode) {
  const accounts = ['$G', cluster.systemAccount, ...cluster.accounts];
  return {
    server: serverInfo(cluster, node),
    data: { server_id: node.id, now: time(cluster.now()), system_account: cluster.systemAccount, accounts },
  };
}

export function userInfo(cluster: ScriptedCluster, node: ScriptedNode, user: string, account: string) {
  return { server: serverInfo(cluster, node), data: { user, account, account_name: account } };
}

/** RFC 3339, as servers write times. */
export function time(ms: number): string {
  return new Date(ms).toISOString();
}

function metaOf(cluster: ScriptedCluster, node: ScriptedNode, withPeers: boolean) {
  const isLeader = cluster.metaLeader === node.name;
  const others = cluster.metaMembers.filter((name) => name !== node.name);
  return {
    name: cluster.name,
    ...(cluster.metaLeader === null ? {} : { leader: cluster.metaLeader }),
    peer: node.peer,
    cluster_size: cluster.metaMembers.length,
    quorum_needed: cluster.rescuedTo ?? Math.floor(cluster.metaMembers.length / 2) + 1,
    ...(withPeers || isLeader ? { replicas: others.map((name) => peerRow(cluster, name, isLeader)) } : {}),
    pending: 0,
    pending_requests: 0,
  };
}

/** Only the leader's rows mean anything: others are shown as not current and never heard, as by real followers. */
function peerRow(cluster: ScriptedCluster, name: string, byLeader: boolean, lag = 0) {
  const { peer, up } = nodeOf(cluster, name);
  const current = byLeader && up && lag === 0;
  return { name, current, active: byLeader ? (up ? 300_000_000 : 20_000_000_000) : 0, peer, ...(lag ? { lag } : {}) };
}

function totalsOf(cluster: ScriptedCluster, node: ScriptedNode) {
  const here = [...cluster.streams.values()].filter((stream) => stream.copies.includes(node.name));
  return {
    memory: 0,
    storage: here.length * 1000,
    reserved_memory: 0,
    reserved_storage: 0,
    accounts: cluster.accounts.length,
    ha_assets: here.filter((stream) => stream.copies.length > 1).length,
    api: { level: 5, total: 10, errors: 0 },
    streams: here.length,
    consumers: here.reduce((sum, stream) => sum + stream.consumers.length, 0),
    messages: here.reduce((sum, stream) => sum + stream.lastSeq, 0),
    bytes: here.length * 1000,
  };
}

function accountDetails(cluster: ScriptedCluster, node: ScriptedNode, options: JszOptions) {
  const wanted = cluster.accounts.filter((account) => !options.account || options.account === account);
  return wanted.map((account) => accountDetail(account, cluster, node, options));
}

function accountDetail(account: string, cluster: ScriptedCluster, node: ScriptedNode, options: JszOptions) {
  const here = [...cluster.streams.values()].filter(
    (stream) => stream.account === account && stream.copies.includes(node.name),
  );
  return {
    name: account,
    id: account,
    memory: 0,
    storage: here.length * 1000,
    reserved_memory: unlimited,
    reserved_storage: unlimited,
    accounts: 0,
    ha_assets: 0,
    api: { level: 0, total: 1, errors: 0 },
    ...(options.streams || options.consumer
      ? { stream_detail: here.map((stream) => streamDetail(stream, cluster, node, options)) }
      : {}),
  };
}

function streamDetail(stream: ScriptedStream, cluster: ScriptedCluster, node: ScriptedNode, options: JszOptions) {
  const lastSeq = stream.lastSeq - (stream.behind.get(node.name) ?? 0);
  return {
    name: stream.name,
    created: time(1_700_000_000_000),
    cluster: groupOf(stream, cluster, node),
    ...(options.config ? { config: streamConfig(stream) } : {}),
    state: {
      messages: lastSeq,
      bytes: lastSeq * 10,
      first_seq: 1,
      first_ts: time(1_700_000_000_000),
      last_seq: lastSeq,
      last_ts: time(1_700_000_100_000),
      consumer_count: stream.consumers.length,
    },
    ...(options.consumer
      ? { consumer_detail: stream.consumers.map((name) => consumerDetail(name, stream, cluster, node)) }
      : {}),
  };
}

function groupOf(stream: ScriptedStream, cluster: ScriptedCluster, node: ScriptedNode, prefix = 'S') {
  const isLeader = stream.leader === node.name;
  const others = stream.copies.filter((name) => name !== node.name || stream.leader === null);
  return {
    name: cluster.name,
    ...(stream.copies.length > 1 ? { raft_group: `${prefix}-R${stream.copies.length}F-${stream.name.slice(-5)}` } : {}),
    ...(stream.leader === null ? {} : { leader: stream.leader }),
    ...(isLeader ? { leader_since: time(stream.leaderSince) } : {}),
    ...(stream.copies.length > 1
      ? { replicas: others.map((name) => peerRow(cluster, name, isLeader, stream.behind.get(name))) }
      : {}),
  };
}

export function streamConfig(stream: ScriptedStream) {
  return {
    name: stream.name,
    ...(stream.description === undefined ? {} : { description: stream.description }),
    subjects: [`${stream.name}.>`],
    retention: 'limits',
    max_consumers: -1,
    max_msgs: -1,
    max_bytes: -1,
    max_age: 0,
    max_msgs_per_subject: -1,
    max_msg_size: -1,
    discard: 'old',
    storage: 'file',
    num_replicas: stream.replicas ?? stream.copies.length,
    ...stream.config,
  };
}

function consumerDetail(name: string, stream: ScriptedStream, cluster: ScriptedCluster, node: ScriptedNode) {
  return {
    stream_name: stream.name,
    name,
    created: time(1_700_000_000_000),
    config: { durable_name: name, ack_policy: 'explicit', deliver_policy: 'all', num_replicas: 0 },
    delivered: { consumer_seq: 0, stream_seq: 0 },
    ack_floor: { consumer_seq: 0, stream_seq: 0 },
    num_ack_pending: 0,
    num_redelivered: 0,
    num_waiting: 0,
    num_pending: stream.lastSeq,
    cluster: groupOf(stream, cluster, node, 'C'),
  };
}
