import type { ClusterModel, ServerModel, StreamModel } from '../domain/cluster/model';
import { clusterOf, type Evacuation, type EvacuationCluster, type EvacuationRun } from '../domain/evacuate/model';
import { evacuation } from '../domain/evacuate/plan';
import { domainName, serverName } from '../domain/ids';
import { at, type TestCluster } from './builders';
import { modelOf } from './replay';

const hub = domainName('');

/** What an engine remembers of an evacuation of n1 that has just begun. */
export function aRun(change: Partial<EvacuationRun> = {}): EvacuationRun {
  return {
    server: serverName('n1'),
    domain: hub,
    pace: 'paced',
    state: { kind: 'running' },
    startedAt: at(0),
    streams: [],
    sent: [],
    failed: [],
    stepDowns: 0,
    askedAll: false,
    ...change,
  };
}

export interface Known extends Evacuation {
  readonly cluster: EvacuationCluster;
}

/** The evacuation of n1, as everybody sees it who looks at these servers. */
export function evacuationOf(cluster: TestCluster, run: EvacuationRun | null = null): Known {
  return evacuationIn(modelOf(cluster.poll(0), 100), run);
}

export function evacuationIn(model: ClusterModel, run: EvacuationRun | null = null): Known {
  const cluster = clusterOf(model);
  return { cluster, ...evacuation(cluster, serverName('n1'), hub, run) };
}

/** The same with some rows changed. */
export function changed(
  cluster: EvacuationCluster,
  servers: Readonly<Record<string, Partial<ServerModel>>>,
  streams: Readonly<Record<string, Partial<StreamModel>>> = {},
): EvacuationCluster {
  return {
    ...cluster,
    servers: cluster.servers.map((server) => ({ ...server, ...servers[server.name] })),
    streams: cluster.streams.map((stream) => ({ ...stream, ...streams[stream.name] })),
  };
}
