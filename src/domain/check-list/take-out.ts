import type { MetaGroup, ServerModel } from '../cluster/model';
import type { EvacuationCluster, EvacuationRow, EvacuationRun, Verdict } from '../evacuate/model';
import { isSilent } from '../cluster/presence';
import { evacuation } from '../evacuate/plan';
import { domainName, type ServerName } from '../ids';
import { hindrancesOf } from './hindrances';
import { inOrder, type CheckStep, type StepState, type TakeOut } from './model';
import { leadersStep, stopStep, type IsReached } from './steps';

/**
 * The order in which a server is taken out for good, and how far it is by what the cluster shows: nothing broken, its
 * leaders away, empty, not leading the meta group, stopped, removed, all whole again.
 */
export function takeOut(
  cluster: EvacuationCluster,
  name: ServerName,
  run: EvacuationRun | null,
  isReached: IsReached,
): TakeOut {
  const server = cluster.servers.find((one) => one.name === name);
  const domain = server?.domain ?? cluster.metas[0]?.domain ?? domainName('');
  const meta = cluster.metas.find((one) => one.domain === domain);
  const steps = inOrder(server ? stepsOf({ cluster, server, meta }, run, isReached) : stepsAfter(cluster, name, meta));
  return {
    server: name,
    domain,
    known: server !== undefined,
    steps,
    ended: steps.every(({ state }) => state === 'done'),
  };
}

function stepsOf(
  { cluster, server, meta }: Pick<Facts, 'cluster' | 'server' | 'meta'>,
  run: EvacuationRun | null,
  isReached: IsReached,
): readonly CheckStep[] {
  const { name, domain } = server;
  const own = run?.server === name && run.domain === domain ? run : null;
  const facts = { cluster, server, meta, ...evacuation(cluster, name, domain, own) };
  const steps: readonly CheckStep[] = [
    readyStep(facts),
    leadersStep(cluster, server, isReached),
    copiesStep(facts),
    { id: 'meta', state: metaState(server, meta) },
    stopStep(cluster, server),
    { id: 'remove', state: removeState(server, meta), quorum: meta?.quorum ?? null },
    wholeStep(cluster, name, meta),
  ];
  const isKnown = cluster.link === 'live' && server.presence.kind !== 'unknown';
  return isKnown ? steps : steps.map((step): CheckStep => ({ ...step, state: 'unknown' }));
}

/** Nobody speaks of the server any more, and it is no member: what that would have taken lies behind. */
function stepsAfter(cluster: EvacuationCluster, name: ServerName, meta: MetaGroup | undefined): readonly CheckStep[] {
  const state: StepState = cluster.link === 'live' && isOut(name, meta) ? 'done' : 'unknown';
  const presence = { kind: 'neverHeard' } as const;
  return [
    { id: 'ready', state, hindrances: [] },
    { id: 'leaders', state, streams: 0, staying: 0, leadsMeta: false },
    { id: 'copies', state, verdict: { kind: 'notKnown' }, moving: 0, staying: 0 },
    { id: 'meta', state },
    { id: 'stop', state, presence, unreachable: [], stopping: [] },
    { id: 'remove', state, quorum: meta?.quorum ?? null },
    wholeStep(cluster, name, meta),
  ];
}

interface Facts {
  readonly cluster: EvacuationCluster;
  readonly server: ServerModel;
  readonly meta: MetaGroup | undefined;
  readonly rows: readonly EvacuationRow[];
  readonly verdict: Verdict;
}

/** Once it has been stopped or removed it lies behind. */
function readyStep({ cluster, server, meta, rows }: Facts): CheckStep {
  if (server.presence.kind !== 'answering' || isOut(server.name, meta))
    return { id: 'ready', state: 'done', hindrances: [] };
  const moving = new Set(rows.filter(isOnItsWay).map(({ stream }) => stream.key));
  const hindrances = hindrancesOf(cluster, server.domain, { complete: false, moving });
  return { id: 'ready', state: hindrances.length === 0 ? 'done' : 'blocked', hindrances };
}

/** By its own word while it answers; of one that is off, by what the leaders say. */
function copiesStep({ server, rows, verdict }: Facts): CheckStep {
  const moving = rows.filter(isOnItsWay).length;
  const staying = rows.filter(({ phase }) => phase.kind === 'stays' || phase.kind === 'failed').length;
  return { id: 'copies', state: state(), verdict, moving, staying };

  function state(): StepState {
    if (server.presence.kind !== 'answering')
      return rows.every(({ phase }) => phase.kind === 'gone') ? 'done' : 'blocked';
    if (verdict.kind === 'notKnown') return 'unknown';
    if (verdict.kind === 'safe' || verdict.copies + verdict.leads + verdict.consumers + verdict.filling === 0)
      return 'done';
    if (moving > 0) return 'busy';
    return staying > 0 && staying === rows.length ? 'blocked' : 'open';
  }
}

function metaState({ name, presence }: ServerModel, meta: MetaGroup | undefined): StepState {
  if (presence.kind !== 'answering') return 'done';
  if (meta?.leadership.kind !== 'led') return 'busy';
  return meta.leadership.by === name ? 'open' : 'done';
}

/** Not while the server runs: one that is removed alive is taken back after five minutes. */
function removeState(server: ServerModel, meta: MetaGroup | undefined): StepState {
  if (meta?.leadership.kind !== 'led') return 'blocked';
  return isOut(server.name, meta) && isSilent(server.presence) ? 'done' : 'open';
}

function wholeStep(cluster: EvacuationCluster, name: ServerName, meta: MetaGroup | undefined): CheckStep {
  if (cluster.link !== 'live') return { id: 'whole', state: 'unknown', hindrances: [] };
  if (meta === undefined || !isOut(name, meta)) return { id: 'whole', state: 'open', hindrances: [] };
  const hindrances = hindrancesOf(cluster, meta.domain, { complete: true });
  return { id: 'whole', state: hindrances.length === 0 ? 'done' : 'busy', hindrances };
}

function isOnItsWay({ phase }: EvacuationRow): boolean {
  return phase.kind === 'moves' || phase.kind === 'fills';
}

/** No member any more, by the word of the one that leads. */
function isOut(name: ServerName, meta: MetaGroup | undefined): boolean {
  return meta?.leadership.kind === 'led' && !meta.peers.some(({ server }) => server === name);
}
