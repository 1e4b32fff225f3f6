import type { ServerModel } from '../cluster/model';
import type { EvacuationCluster } from '../evacuate/model';
import { isSilent } from '../cluster/presence';
import type { DomainName, ServerName } from '../ids';
import { naturalKey } from '../placement/natural-key';
import type { ServerMs } from '../time';
import { hindrancesOf } from './hindrances';
import {
  inOrder,
  type CheckStep,
  type RestartRow,
  type RestartState,
  type RollingRestart,
  type StepState,
} from './model';
import { leadersStep, stopStep, type IsReached } from './steps';

/**
 * A restart of all servers of a domain, one after the other. Those that have started since count as restarted: nothing else
 * has to be remembered. `since`: when the newest of them had started before it began; `null`: not begun.
 */
export function rollingRestart(
  cluster: EvacuationCluster,
  domain: DomainName,
  since: ServerMs | null,
  isReached: IsReached,
): RollingRestart {
  const servers = restartedServers(cluster, domain);
  const current = since === null ? null : currentOf(servers, since);
  const steps = inOrder(stepsOf(cluster, domain, current, servers, isReached));
  const isWhole = steps.every(({ state }) => state === 'done');
  return {
    servers: servers.map((server): RestartRow => ({
      server: server.name,
      version: server.version,
      state: stateOf(server, current, since),
    })),
    current: current?.name ?? null,
    steps,
    ended: since !== null && current === null && isWhole,
  };
}

/** What a restart that begins now is counted from: by the clocks of the servers themselves, whatever this browser's says. */
export function newestStart(cluster: EvacuationCluster, domain: DomainName): ServerMs | null {
  return restartedServers(cluster, domain).reduce<ServerMs | null>(
    (newest, { started }) => (started !== null && (newest === null || started > newest) ? started : newest),
    null,
  );
}

/** The leader of the meta group goes last: it would be elected anew for each server that it outlives. */
function restartedServers({ servers }: EvacuationCluster, domain: DomainName): readonly ServerModel[] {
  const keys = new Map(servers.map((server) => [server, naturalKey(`${server.cluster ?? ''}\n${server.name}`)]));
  const isLast = ({ metaRole }: ServerModel) => Number(metaRole === 'leader');
  return servers
    .filter((server) => server.domain === domain && (server.started !== null || isOff(server)))
    .sort((a, b) => isLast(a) - isLast(b) || ((keys.get(a) ?? '') < (keys.get(b) ?? '') ? -1 : 1));
}

/** One that is off already comes first, whichever it is: two at once is what must not happen. */
function currentOf(servers: readonly ServerModel[], since: ServerMs): ServerModel | null {
  const off = servers.find(isOff);
  return off ?? servers.find((server) => !hasRestarted(server, since)) ?? null;
}

/** A page that comes while a server is off has never heard it. */
function isOff({ presence }: ServerModel): boolean {
  return isSilent(presence);
}

function hasRestarted({ started }: ServerModel, since: ServerMs): boolean {
  return started !== null && started > since;
}

function stateOf(server: ServerModel, current: ServerModel | null, since: ServerMs | null): RestartState {
  if (isOff(server)) return 'down';
  if (server === current) return 'current';
  return since !== null && hasRestarted(server, since) ? 'restarted' : 'waiting';
}

function stepsOf(
  cluster: EvacuationCluster,
  domain: DomainName,
  current: ServerModel | null,
  servers: readonly ServerModel[],
  isReached: IsReached,
): readonly CheckStep[] {
  if (current === null) return [wholeStep(cluster, domain, null)];
  return [
    wholeStep(cluster, domain, current),
    leadersStep(cluster, current, isReached),
    stopStep(cluster, current),
    startStep(current, servers),
  ];
}

/** Before the next server goes all of them are there, and everything is complete. */
function wholeStep(cluster: EvacuationCluster, domain: DomainName, current: ServerModel | null): CheckStep {
  if (cluster.link !== 'live') return { id: 'whole', state: 'unknown', hindrances: [] };
  if (current !== null && isOff(current)) return { id: 'whole', state: 'done', hindrances: [] };
  const hindrances = hindrancesOf(cluster, domain, { complete: true });
  const isBroken = hindrances.some(({ kind }) => kind === 'silent' || kind === 'ghosts' || kind === 'stopped');
  const state: StepState = hindrances.length === 0 ? 'done' : isBroken ? 'blocked' : 'busy';
  return { id: 'whole', state, hindrances };
}

/** Done with its next run, which makes it no longer the one whose turn it is. */
function startStep(current: ServerModel, servers: readonly ServerModel[]): CheckStep {
  const others = servers.flatMap((server): readonly ServerName[] =>
    server !== current && isOff(server) ? [server.name] : [],
  );
  return { id: 'start', state: isSilent(current.presence) ? 'open' : 'locked', presence: current.presence, others };
}
