import type { ClusterModel, ConsumerModel, StreamModel } from '../cluster/model';
import type { Command, Plan } from '../command/command';
import type { RefusalReason } from '../command/refusal';
import type { ServerName } from '../ids';
import { commonRefusal, knows, shellWord, stepDownBody, type Action, type PermitContext } from './context';
import { preferredSince } from './since';
import { basisOf, groupRefusal, isChanging, stepDownRefusal, stepDownVerdict, successors, type Group } from './group';

type StreamStepDown = Extract<Command, { kind: 'streamStepDown' }>;
type ConsumerStepDown = Extract<Command, { kind: 'consumerStepDown' }>;

/** The leader of a stream gives up, and its members elect another one. */
export const streamStepDown: Action<StreamStepDown> = {
  changesMembers: false,
  plan: (model, command, context) => {
    const stream = model.streams.get(command.stream);
    return stepDownPlan(model, command, context, {
      stream,
      group: stream,
      tokens: ['STREAM', 'LEADER', 'STEPDOWN', stream?.name ?? ''],
      cli: ['nats stream cluster step-down', stream?.name ?? ''],
    });
  },
  verdict: (model, { basis }, { stream, preferred }) => stepDownVerdict(model.streams.get(stream), basis, preferred),
};

/** The leader of a consumer gives up. Consumer and stream leaders are independent of each other. */
export const consumerStepDown: Action<ConsumerStepDown> = {
  changesMembers: false,
  plan: (model, command, context) => {
    const consumer: ConsumerModel | undefined = model.consumers.get(command.consumer);
    const stream = consumer && model.streams.get(consumer.stream);
    return stepDownPlan(model, command, context, {
      stream,
      group: consumer,
      tokens: ['CONSUMER', 'LEADER', 'STEPDOWN', stream?.name ?? '', consumer?.name ?? ''],
      cli: ['nats consumer cluster step-down', stream?.name ?? '', consumer?.name ?? ''],
    });
  },
  verdict: (model, { basis }, { consumer, preferred }) =>
    stepDownVerdict(model.consumers.get(consumer), basis, preferred),
};

interface Target {
  readonly stream: StreamModel | undefined;
  readonly group: Group | undefined;
  /** Behind the prefix of the account's API. */
  readonly tokens: readonly string[];
  readonly cli: readonly [string, ...string[]];
}

function stepDownPlan(
  model: ClusterModel,
  command: StreamStepDown | ConsumerStepDown,
  context: PermitContext,
  { stream, group, tokens, cli: [call, ...names] }: Target,
): Plan {
  const reason = refusal(model, command.preferred, context, stream, group);
  const prefix = stream ? context.apiPrefix(stream.account, stream.domain) : null;
  const preferred = command.preferred === null ? [] : ['--preferred', shellWord(command.preferred)];
  return {
    command,
    permit: reason === null ? { kind: 'allowed' } : { kind: 'refused', reason },
    basis: group ? basisOf(group) : { leader: null, members: [] },
    effect: { kind: 'leaderChanges', candidates: group ? successors(group) : [] },
    request: prefix && { subject: [...prefix, ...tokens], body: stepDownBody(command.preferred) },
    cli: [call, ...names.map(shellWord), ...preferred].join(' '),
    madeAt: context.now,
  };
}

function refusal(
  model: ClusterModel,
  preferred: ServerName | null,
  context: PermitContext,
  stream: StreamModel | undefined,
  group: Group | undefined,
): RefusalReason | null {
  const common = commonRefusal(model, context);
  if (common !== null) return common;
  if (!stream || !group || stream.source !== 'reported') return 'notReported';
  if (context.apiPrefix(stream.account, stream.domain) === null) return 'noAccess';
  if (group.group.quorum.of < 2) return 'oneCopy';
  const state = groupRefusal(model, group, context);
  if (state !== null) return state;
  if (isChanging(stream)) return 'changing';
  if (preferred !== null && !knows(model, preferredSince)) return 'versionTooOld';
  return stepDownRefusal(group, preferred);
}
