import type { ClusterModel } from '../cluster/model';
import type { Command, Plan } from '../command/command';
import type { RefusalReason } from '../command/refusal';
import { clusterOf } from '../evacuate/model';
import { alarmIn } from '../evacuate/next';
import { evacuation } from '../evacuate/plan';
import { evacuateSince } from './since';
import { commonRefusal, isTooOld, knows, shellWord, type Action, type PermitContext } from './context';
import { isChanging } from './group';

type ServerEvacuate = Extract<Command, { kind: 'serverEvacuate' }>;

/**
 * Moves all copies off a living server with one request. The server itself asks for nothing: where no other server fits, it
 * drops copies (R3 to 2, R5 of five to 4) and leaves those that tags pin (2.15.1). So: only if every stream has a place to go.
 */
export const serverEvacuate: Action<ServerEvacuate> = {
  changesMembers: true,
  plan: (model, command, context) => {
    const meta = model.metas.get(command.domain);
    const reason = refusal(model, command, context);
    const subject = ['$JS', ...(command.domain === '' ? [] : [command.domain]), 'API', 'SERVER', 'EVACUATE'];
    const body = JSON.stringify({ peer: command.server });
    return {
      command,
      permit: reason === null ? { kind: 'allowed' } : { kind: 'refused', reason },
      basis: {
        leader: meta?.leadership.kind === 'led' ? meta.leadership.by : null,
        members: (meta?.peers ?? []).flatMap(({ server }) => (server === null ? [] : [server])).sort(),
      },
      effect: { kind: 'serverEmpties', server: command.server, streams: rowsOf(model, command).length },
      request: { subject, body },
      cli: `nats request ${shellWord(subject.join('.'))} ${shellWord(body)}`,
      madeAt: context.now,
    };
  },
  verdict: (model, _plan: Plan, { server }) => {
    const totals = model.servers.get(server)?.totals;
    if (totals?.streams === 0 && totals.consumers === 0) return { kind: 'done', result: { kind: 'emptied', server } };
    return { kind: 'open', reason: [...model.streams.values()].some(isChanging) ? 'running' : 'timeout' };
  },
};

function refusal(model: ClusterModel, command: ServerEvacuate, context: PermitContext): RefusalReason | null {
  const { domain, server: name } = command;
  const common = commonRefusal(model, context);
  if (common !== null) return common;
  if (!knows(model, evacuateSince)) return 'versionTooOld';
  const meta = model.metas.get(domain);
  if (meta?.leadership.kind !== 'led') return 'noMetaLeader';
  if (meta.asOf === null || isTooOld(meta.asOf, context)) return 'dataTooOld';
  const server = model.servers.get(name);
  if (!meta.peers.some((peer) => peer.server === name)) return 'notAMember';
  if (server?.presence.kind !== 'answering') return 'copySilent';
  if (alarmIn(clusterOf(model), domain, new Set()) !== null) return 'othersIncomplete';
  for (const stream of model.streams.values()) if (stream.domain === domain && isChanging(stream)) return 'changing';
  const phases = rowsOf(model, command).map(({ phase }) => phase);
  if (phases.some(({ kind }) => kind === 'stays')) return 'streamsStay';
  if (phases.some((phase) => phase.kind === 'waits' && phase.why === 'unread')) return 'dataTooOld';
  return phases.every((phase) => phase.kind === 'waits' && phase.why === 'turn') ? null : 'othersIncomplete';
}

function rowsOf(model: ClusterModel, { server, domain }: ServerEvacuate) {
  return evacuation(clusterOf(model), server, domain, null).rows;
}
