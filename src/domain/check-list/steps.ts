import { leadersAway } from '../balance/leaders';
import type { ServerModel, StreamModel } from '../cluster/model';
import { isSilent } from '../cluster/presence';
import type { EvacuationCluster } from '../evacuate/model';
import { leaderOf } from '../permit/group';
import type { CheckStep, StepState } from './model';

/** Whether the leader of a stream can be asked to step down: the API of its account is reached. */
export type IsReached = (stream: StreamModel) => boolean;

type Step<Id extends CheckStep['id']> = Extract<CheckStep, { readonly id: Id }>;

/**
 * Leaders that another member could take over. The rest goes with the server, or is handed over by itself when it is
 * stopped in lame duck mode.
 */
export function leadersStep(
  { servers, streams }: EvacuationCluster,
  server: ServerModel,
  isReached: IsReached,
): Step<'leaders'> {
  const plan = leadersAway({ servers, streams, consumers: [], rateOf: () => null, isReached }, server.name);
  const leadsMeta = server.metaRole === 'leader';
  const staying = plan.staying.filter((stream) => leaderOf(stream) === server.name && stream.copies.length > 1).length;
  return { id: 'leaders', state: state(), streams: plan.moves.length, staying, leadsMeta };

  function state(): StepState {
    if (server.presence.kind !== 'answering') return 'done';
    if (server.leads === null || server.metaRole === 'unknown') return 'unknown';
    return plan.moves.length > 0 || leadsMeta ? 'open' : 'done';
  }
}

/** Only a person can stop a process. It counts as stopped when it said so, or missed two rounds. */
export function stopStep({ streams }: EvacuationCluster, server: ServerModel): Step<'stop'> {
  const { name, presence } = server;
  const here = streams.filter(({ copies }) => copies.some((copy) => copy.server === name));
  const unreachable = here.filter(({ copies }) => copies.length === 1);
  return {
    id: 'stop',
    state: state(),
    presence,
    unreachable,
    stopping: here.filter((stream) => stream.copies.length > 1 && (stream.spare === null || stream.spare === 0)),
  };

  function state(): StepState {
    if (isSilent(server.presence)) return 'done';
    if (presence.kind === 'unknown') return 'unknown';
    return presence.kind === 'silent' ? 'busy' : 'open';
  }
}
