import type { ClusterModel, StreamModel } from '../cluster/model';
import type { Command, Effect } from '../command/command';
import type { RefusalReason } from '../command/refusal';
import { nothingLooked } from '../command/looked';
import { streamPlace } from '../ids';
import { commonRefusal, shellWord, type Action, type PermitContext } from './context';
import { basisOf } from './group';

type StreamDelete = Extract<Command, { kind: 'streamDelete' }>;

/**
 * Deletes a stream for good. Of one whose servers are all dead the request runs into its deadline and is carried out all
 * the same (2.10, 2.15): only reading tells.
 */
export const streamDelete: Action<StreamDelete> = {
  changesMembers: false,
  look: (_model, { stream: key }) => {
    const { account, domain, name } = streamPlace(key);
    return { kind: 'streamConfig', account, domain, stream: name };
  },
  plan: (model, command, context) => {
    const stream = model.streams.get(command.stream);
    const { account, domain, name } = streamPlace(command.stream);
    const reason = refusal(model, stream, context);
    const prefix = context.apiPrefix(account, domain);
    return {
      command,
      permit: reason === null ? { kind: 'allowed' } : { kind: 'refused', reason },
      // Another one of the same name is not the one that was to go.
      basis: { ...(stream ? basisOf(stream) : { leader: null, members: [] }), asked: String(stream?.created ?? '') },
      effect: effectOf(stream),
      request: prefix === null ? null : { subject: [...prefix, 'STREAM', 'DELETE', name], body: '' },
      cli: `nats stream rm ${shellWord(name)} --force`,
      madeAt: context.now,
    };
  },
  verdict: (_model, _plan, _command, looked) =>
    looked.kind === 'streamGone' ? { kind: 'done', result: { kind: 'deleted' } } : { kind: 'open', reason: 'timeout' },
};

function refusal(model: ClusterModel, stream: StreamModel | undefined, context: PermitContext): RefusalReason | null {
  const common = commonRefusal(model, context);
  if (common !== null) return common;
  if (!stream || (context.looked ?? nothingLooked).kind === 'streamGone') return 'notReported';
  if (context.apiPrefix(stream.account, stream.domain) === null) return 'noAccess';
  const meta = model.metas.get(stream.domain);
  return meta?.leadership.kind === 'led' ? null : 'noMetaLeader';
}

function effectOf(stream: StreamModel | undefined): Effect {
  return {
    kind: 'streamGoes',
    messages: stream?.state?.messages ?? null,
    bytes: stream?.state?.bytes ?? null,
    consumers: stream?.consumers?.count ?? null,
    unseen: stream?.source !== 'reported',
  };
}
