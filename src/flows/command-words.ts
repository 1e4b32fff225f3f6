import type { Outcome, Plan } from '../domain/command/command';
import { nameIn } from '../domain/command/name-in';
import { consumerPlace, streamPlace, type ServerName } from '../domain/ids';
import type { OpError } from '../engine/protocol';
import type { Result } from '../lib/result';
import type { Tone } from '../ui/tone';
import type { Translate } from '../ui/translate';
import { outcomeWords, targetText } from '../widgets/command-words';
import { formatBytes, formatCount, formatDuration, unknownText } from '../widgets/format';
import { literal } from '../widgets/literal';
import { assetWords, losesMessages } from './asset-words';

const anyOf = new Intl.ListFormat('en-GB', { type: 'disjunction' });
const allOf = new Intl.ListFormat('en-GB');

/** The server that a command is about, as its button names it; `null`: none is known. */
export function targetOf({ command, basis }: Pick<Plan, 'command' | 'basis'>): string | null {
  switch (command.kind) {
    case 'metaStepDown':
    case 'streamStepDown':
    case 'consumerStepDown':
    case 'streamCancelMove':
    case 'metaRescue':
      return basis.leader;
    case 'streamPeerRemove':
      return command.server;
    case 'streamMove':
      return command.from;
    case 'streamScale':
      return String(command.replicas);
    case 'streamDelete':
    case 'streamUpdate':
    case 'streamPurge':
      return streamPlace(command.stream).name;
    case 'messageDelete':
      return String(command.sequence);
    case 'streamCreate':
    case 'streamRestore':
      return nameIn(command.config, 'name');
    case 'consumerCreate':
      return nameIn(command.config, 'name', 'durable_name');
    case 'consumerUpdate':
    case 'consumerDelete':
    case 'consumerPause':
    case 'consumerReset':
    case 'consumerUnpin':
      return consumerPlace(command.consumer).name;
    case 'clientNudge':
    case 'clientClose':
      return `#${String(command.cid)}`;
    case 'serverReload':
      return command.server;
    case 'serverRemove':
      return targetText(command.target);
    case 'serverEvacuate':
      return command.server;
  }
}

/** What has to be typed before it is sent; `null`: nothing. */
export function mustBeTyped({ command, effect, basis }: Plan): string | null {
  if (effect.kind === 'quorumLowers') return effect.cluster;
  if (command.kind === 'streamScale') return command.replicas === 1 ? streamPlace(command.stream).name : null;
  if (command.kind === 'streamDelete') return streamPlace(command.stream).name;
  if (command.kind === 'streamPeerRemove') return command.server;
  if (losesMessages(command, effect)) return targetOf({ command, basis });
  if (command.kind !== 'serverRemove' || effect.kind !== 'serverGoes') return null;
  const name = targetText(command.target);
  return effect.lost.length === 0 ? name : `${name} ${String(effect.lost.length)}`;
}

/** What will be different, sentence by sentence. */
export function effectWords(t: Translate, { command, basis, effect }: Plan): readonly string[] {
  switch (effect.kind) {
    case 'leaderChanges': {
      if (basis.leader === null || effect.candidates.length === 0 || !isStepDown(command)) return [];
      const candidates = command.preferred === null ? names(anyOf, effect.candidates) : literal(command.preferred);
      return [t(`effects:${command.kind}`, { leader: literal(basis.leader), candidates })];
    }
    case 'copyGoes': {
      if ((command.kind !== 'streamMove' && command.kind !== 'streamPeerRemove') || effect.candidates.length === 0)
        return [];
      const server = literal(effect.from);
      const words = { server, candidates: names(anyOf, effect.candidates), left: names(allOf, effect.left) };
      return [
        t(`effects:${command.kind}`, words),
        ...(effect.leads ? [t('effects:moveLeader')] : []),
        t('effects:amount', { messages: formatCount(effect.messages), bytes: formatBytes(effect.bytes) }),
        t('effects:choice'),
        ...(command.kind === 'streamMove' && command.tag !== undefined
          ? [t('moves:tagged', { tag: literal(command.tag) })]
          : []),
        ...(command.kind === 'streamPeerRemove' ? [t('effects:dead')] : []),
      ];
    }
    case 'serverGoes':
      return serverWords(t, effect);
    case 'replicasChange':
      return replicaWords(t, effect);
    case 'clientGoes':
      return clientWords(t, command, effect);
    case 'quorumLowers':
      return rescueWords(t, effect);
    case 'configReloads':
      return [t('effects:serverReload', { server: literal(effect.server) }), t('effects:reloadCheck')];
    case 'serverEmpties':
      return [t('effects:serverEvacuate', { server: literal(effect.server), count: effect.streams })];
    case 'streamGoes':
      return [
        t('effects:streamDelete', {
          messages: formatCount(effect.messages),
          bytes: formatBytes(effect.bytes),
          consumers: formatCount(effect.consumers),
        }),
        ...(effect.unseen ? [t('effects:unseen')] : []),
      ];
    case 'streamComes':
    case 'streamChanges':
    case 'messagesGo':
    case 'messageGoes':
    case 'consumerComes':
    case 'consumerChanges':
    case 'consumerGoes':
    case 'consumerPauses':
    case 'consumerResets':
    case 'consumerUnpins':
      return assetWords(t, command, effect);
    case 'changeEnds':
      return [
        t('effects:streamCancelMove'),
        ...(effect.status === null ? [] : [t('effects:status', { status: literal(effect.status) })]),
      ];
  }
}

function serverWords(t: Translate, effect: Extract<Plan['effect'], { kind: 'serverGoes' }>): readonly string[] {
  const { target, before, after, rebuilt, short, lost, unknownAccounts } = effect;
  const sizes = { of0: before.of, need0: before.need, of: after.of, need: after.need };
  return [
    t('effects:serverRemove', { server: literal(targetText(target)), ...sizes }),
    t('effects:neverReturns'),
    t('effects:rebuilt', { count: rebuilt }),
    ...(short > 0 ? [t('effects:short', { count: short })] : []),
    ...(lost.length > 0 ? [t('effects:lost', { count: lost.length })] : []),
    ...(unknownAccounts.length > 0
      ? [t('effects:unknownAccounts', { accounts: allOf.format(unknownAccounts.map(literal)) })]
      : []),
  ];
}

function replicaWords(t: Translate, effect: Extract<Plan['effect'], { kind: 'replicasChange' }>): readonly string[] {
  const { from, to, before, after, present, candidates } = effect;
  if (from === to || from === 0) return [];
  const more = to > from;
  const count = more ? to - present.length : Math.max(present.length - to, 0);
  const sizes = { of: after.of, need: after.need, of0: before.of, need0: before.need };
  return [
    ...(more && candidates.length > 0
      ? [
          t('effects:scaleUp', { count, candidates: names(anyOf, candidates) }),
          t('effects:amount', { messages: formatCount(effect.messages), bytes: formatBytes(effect.bytes) }),
          t('effects:choice'),
        ]
      : []),
    ...(more ? [] : [t('effects:scaleDown', { count, present: names(allOf, present) })]),
    to === 1
      ? t('effects:single')
      : t('effects:sizes', { ...sizes, count: after.of - after.need, spare: after.of - after.need }),
    ...(to % 2 === 0 ? [t('effects:even', { of: to, less: to - 1 })] : []),
    t('effects:onlyReplicas'),
  ];
}

function rescueWords(t: Translate, effect: Extract<Plan['effect'], { kind: 'quorumLowers' }>): readonly string[] {
  const { survivors, missing, before, need, leaderless } = effect;
  if (survivors.length === 0) return [];
  return [
    t('effects:metaRescue', { survivors: names(allOf, survivors), need, need0: before.need, of0: before.of }),
    ...(missing.length > 0 ? [t('effects:rescueSplit', { missing: names(anyOf, missing) })] : []),
    t('effects:rescueThen'),
    ...(leaderless === null ? [] : [t('effects:leaderless', { duration: formatDuration(leaderless) })]),
  ];
}

function clientWords(
  t: Translate,
  command: Plan['command'],
  { client, server }: Extract<Plan['effect'], { kind: 'clientGoes' }>,
): readonly string[] {
  if (client === null || (command.kind !== 'clientNudge' && command.kind !== 'clientClose')) return [];
  const words = {
    client: literal(client.name ?? `#${String(client.cid)}`),
    user: literal(client.user ?? unknownText),
    account: literal(client.account ?? unknownText),
    server: literal(server),
  };
  return [t('effects:client', words), t(`effects:${command.kind}`)];
}

function isStepDown(
  command: Plan['command'],
): command is Extract<Plan['command'], { readonly preferred: ServerName | null }> {
  return 'preferred' in command;
}

/** What came of it: the tone of the notice, its text, and the state as tests and tools read it. */
export function answerWords(
  t: Translate,
  answer: Result<Outcome, OpError>,
): { readonly tone: Tone; readonly text: string; readonly state: string } {
  if (!answer.ok) return { tone: 'unknown', text: t('actions:lost'), state: answer.error.code };
  return { ...outcomeWords(t, answer.value), state: answer.value.kind };
}

/** Names written out before the rest is counted. */
const most = 6;

function names(list: Intl.ListFormat, servers: readonly ServerName[]): string {
  const rest = servers.length - most;
  return list.format([...servers.slice(0, most).map(literal), ...(rest > 0 ? [`+${String(rest)}`] : [])]);
}
