import type { ClusterModel } from '../cluster/model';
import type { Command, Effect } from '../command/command';
import type { RefusalReason } from '../command/refusal';
import { nothingLooked, type Looked, type StreamContent } from '../command/looked';
import { add, compare, max, subtract, type Count } from '../count';
import { isSubject } from '../asset-config/subjects';
import { streamPlace } from '../ids';
import { assetPlan, isSystemMade, jsonBody, streamRefusal } from './asset';
import { shellWord, type Action, type PermitContext, type Verdict } from './context';
import { basisOf } from './group';

type Purge = Extract<Command, { kind: 'streamPurge' }>;
type MessageDelete = Extract<Command, { kind: 'messageDelete' }>;
type MessagesGo = Extract<Effect, { kind: 'messagesGo' }>;

/** Deletes many messages at once: all, those of some subjects, those before a sequence, or all but the newest. */
export const streamPurge: Action<Purge> = {
  changesMembers: false,
  look: (_model, { stream, filter }) => ({ kind: 'streamContent', stream, filter }),
  plan: (model, command, context) => {
    const content = contentIn(context.looked);
    const effect = purgeEffect(command, content);
    const { name } = streamPlace(command.stream);
    const { filter, upToSequence, keep } = command;
    return assetPlan(command, command.stream, context, {
      reason: purgeRefusal(model, command, content, effect, context),
      basis: basisIn(model, command.stream, content?.created),
      effect,
      request: {
        tokens: ['STREAM', 'PURGE', name],
        body: isWhole(command) ? '' : jsonBody({ filter, seq: upToSequence, keep }),
      },
      cli: [
        `nats stream purge ${shellWord(name)}`,
        ...(filter === null ? [] : [`--subject ${shellWord(filter)}`]),
        ...(upToSequence === null ? [] : [`--seq ${String(upToSequence)}`]),
        ...(keep === null ? [] : [`--keep ${String(keep)}`]),
        '--force',
      ].join(' '),
    });
  },
  verdict: (_model, { basis, effect }, command, looked): Verdict => {
    const now = contentIn(looked);
    if (now === null || now.created !== basis.asked || effect.kind !== 'messagesGo' || effect.before === null)
      return { kind: 'open', reason: 'timeout' };
    return isPurged(command, effect.before, effect.firstMatching, now)
      ? { kind: 'done', result: { kind: 'purged', left: now.matching ?? now.messages } }
      : { kind: 'open', reason: 'timeout' };
  },
};

/** Deletes one message; with `erase` its bytes on disk are overwritten, too. */
export const messageDelete: Action<MessageDelete> = {
  changesMembers: false,
  look: (_model, { stream, sequence }) => ({ kind: 'message', stream, sequence }),
  plan: (model, command, context) => {
    const looked = context.looked ?? nothingLooked;
    const found = looked.kind === 'message' ? looked : null;
    const { name } = streamPlace(command.stream);
    const { sequence, erase } = command;
    const tokens = ['STREAM', 'MSG', 'DELETE', name];
    const body = jsonBody({ seq: sequence, no_erase: erase ? null : true });
    return assetPlan(command, command.stream, context, {
      reason: deleteRefusal(model, command, looked, context),
      basis: basisIn(model, command.stream, found && messageAsked(found)),
      effect: { kind: 'messageGoes', message: found?.message ?? null },
      request: { tokens, body },
      // The tool knows the erasing form only.
      cli: erase
        ? `nats stream rmm ${shellWord(name)} ${String(sequence)} --force`
        : `nats request ${shellWord(['$JS', 'API', ...tokens].join('.'))} ${shellWord(body)}`,
    });
  },
  verdict: (_model, { basis }, _command, looked): Verdict => {
    const isGone = looked.kind === 'message' && looked.message === null;
    return isGone && basis.asked?.split('\n')[0] === looked.content.created
      ? { kind: 'done', result: { kind: 'messageGone' } }
      : { kind: 'open', reason: 'timeout' };
  },
};

/** Leaves no message, of whatever subject. */
function isWhole({ filter, upToSequence, keep }: Purge): boolean {
  return filter === null && upToSequence === null && keep === null;
}

function contentIn(looked: Looked | undefined): StreamContent | null {
  return looked?.kind === 'streamContent' ? looked.content : null;
}

function messageAsked({ content, message }: Extract<Looked, { kind: 'message' }>): string {
  return `${content.created}\n${message?.time ?? ''}\n${message?.subject ?? ''}`;
}

/** How far the stream is moves on with every message: only another stream of that name is another basis. */
function basisIn(model: ClusterModel, key: Purge['stream'], asked: string | null | undefined) {
  const stream = model.streams.get(key);
  return { ...(stream ? basisOf(stream) : { leader: null, members: [] }), asked: asked ?? '' };
}

function purgeRefusal(
  model: ClusterModel,
  { stream, filter, upToSequence, keep }: Purge,
  content: StreamContent | null,
  effect: MessagesGo,
  context: PermitContext,
): RefusalReason | null {
  const reason = streamRefusal(model, stream, context);
  if (reason !== null) return reason;
  if (isSystemMade(stream)) return 'systemMade';
  if (upToSequence !== null && keep !== null) return 'twoPurgeLimits';
  if (filter !== null && !isSubject(filter)) return 'filterInvalid';
  if ((upToSequence !== null && upToSequence < 1) || (keep !== null && keep < 1)) return 'sequenceInvalid';
  if (content === null) return context.looked?.kind === 'streamGone' ? 'notReported' : 'configUnread';
  if (content.sealed) return 'sealed';
  if (content.denyPurge) return 'purgeDenied';
  if (upToSequence !== null && compare(upToSequence, add(content.lastSeq, 1)) > 0) return 'sequenceBeyond';
  return effect.messages === 0 ? 'unchanged' : null;
}

function deleteRefusal(
  model: ClusterModel,
  { stream, sequence }: MessageDelete,
  looked: Looked,
  context: PermitContext,
): RefusalReason | null {
  const reason = streamRefusal(model, stream, context);
  if (reason !== null) return reason;
  if (isSystemMade(stream)) return 'systemMade';
  if (sequence < 1) return 'sequenceInvalid';
  if (looked.kind !== 'message') return looked.kind === 'streamGone' ? 'notReported' : 'messageUnread';
  if (looked.message === null) return 'messageGone';
  if (looked.content.sealed) return 'sealed';
  return looked.content.denyDelete ? 'deleteDenied' : null;
}

/** Counted by the stream's own word: gaps between its messages make some numbers "at most". */
function purgeEffect(command: Purge, content: StreamContent | null): MessagesGo {
  const kind = 'messagesGo';
  if (content === null)
    return { kind, messages: null, isExact: false, before: null, firstMatching: null, consumers: null };
  const { messages, firstSeq, lastSeq, firstMatching, consumers } = content;
  return { kind, ...counted(command, content), before: { messages, firstSeq, lastSeq }, firstMatching, consumers };
}

function counted(
  { filter, upToSequence, keep }: Purge,
  content: StreamContent,
): Pick<MessagesGo, 'messages' | 'isExact'> {
  const all = filter === null ? content.messages : content.matching;
  if (all === null) return { messages: null, isExact: false };
  if (keep !== null) return { messages: max(subtract(all, keep), 0), isExact: true };
  if (upToSequence === null || compare(upToSequence, content.lastSeq) > 0) return { messages: all, isExact: true };
  const span = max(subtract(upToSequence, content.firstSeq), 0);
  const isExact = span === 0 || (filter === null && content.deleted === 0);
  return { messages: compare(span, all) < 0 ? span : all, isExact };
}

/** Is what was to go gone? Messages go on arriving meanwhile, and none of those counts. */
function isPurged(
  { filter, upToSequence, keep }: Purge,
  before: NonNullable<MessagesGo['before']>,
  firstBefore: Count | null,
  now: StreamContent,
): boolean {
  const first = filter === null ? now.firstSeq : now.firstMatching;
  // Nothing matches any more.
  if (first === null) return true;
  if (upToSequence !== null) return compare(first, upToSequence) >= 0;
  if (keep === null) return compare(first, before.lastSeq) > 0;
  const arrived = subtract(now.lastSeq, before.lastSeq);
  const left = filter === null ? now.messages : now.matching;
  const began = filter === null ? before.firstSeq : firstBefore;
  return left !== null && began !== null && compare(first, began) > 0 && compare(subtract(left, arrived), keep) <= 0;
}
