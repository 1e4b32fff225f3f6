import type { Outcome, Plan } from '../domain/command/command';
import { streamPlace, type ServerName } from '../domain/ids';
import type { OpError } from '../engine/protocol';
import type { Result } from '../lib/result';
import type { Tone } from '../ui/tone';
import type { Translate } from '../ui/translate';
import { outcomeWords, targetText } from '../widgets/command-words';
import { formatBytes, formatCount, formatDuration, unknownText } from '../widgets/format';
import { literal } from '../widgets/literal';

const anyOf = new Intl.ListFormat('en-GB', { type: 'disjunction' });
const allOf = new Intl.ListFormat('en-GB');

/** The server that a command is about, as its button names it; `null`: none is known. */
export function targetOf({ command, basis }: Plan): string | null {
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
      return streamPlace(command.stream).name;
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
export function mustBeTyped({ command, effect }: Plan): string | null {
  if (effect.kind === 'quorumLowers') return effect.cluster;
  if (command.kind === 'streamScale') return command.replicas === 1 ? streamPlace(command.stream).name : null;
  if (command.kind === 'streamDelete') return streamPlace(command.stream).name;
  if (command.kind === 'streamPeerRemove') return command.server;
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
      return [t(`actions:what.${command.kind}`, { leader: literal(basis.leader), candidates })];
    }
    case 'copyGoes': {
      if ((command.kind !== 'streamMove' && command.kind !== 'streamPeerRemove') || effect.candidates.length === 0)
        return [];
      const server = literal(effect.from);
      const words = { server, candidates: names(anyOf, effect.candidates), left: names(allOf, effect.left) };
      return [
        t(`actions:what.${command.kind}`, words),
        ...(effect.leads ? [t('actions:what.moveLeader')] : []),
        t('actions:what.amount', { messages: formatCount(effect.messages), bytes: formatBytes(effect.bytes) }),
        t('actions:what.choice'),
        ...(command.kind === 'streamPeerRemove' ? [t('actions:what.dead')] : []),
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
      return [t('actions:what.serverReload', { server: literal(effect.server) }), t('actions:what.reloadCheck')];
    case 'serverEmpties':
      return [t('actions:what.serverEvacuate', { server: literal(effect.server), count: effect.streams })];
    case 'streamGoes':
      return [
        t('actions:what.streamDelete', {
          messages: formatCount(effect.messages),
          bytes: formatBytes(effect.bytes),
          consumers: formatCount(effect.consumers),
        }),
        ...(effect.unseen ? [t('actions:what.unseen')] : []),
      ];
    case 'changeEnds':
      return [
        t('actions:what.streamCancelMove'),
        ...(effect.status === null ? [] : [t('actions:what.status', { status: literal(effect.status) })]),
      ];
  }
}

function serverWords(t: Translate, effect: Extract<Plan['effect'], { kind: 'serverGoes' }>): readonly string[] {
  const { target, before, after, rebuilt, short, lost, unknownAccounts } = effect;
  const sizes = { of0: before.of, need0: before.need, of: after.of, need: after.need };
  return [
    t('actions:what.serverRemove', { server: literal(targetText(target)), ...sizes }),
    t('actions:what.neverReturns'),
    t('actions:what.rebuilt', { count: rebuilt }),
    ...(short > 0 ? [t('actions:what.short', { count: short })] : []),
    ...(lost.length > 0 ? [t('actions:what.lost', { count: lost.length })] : []),
    ...(unknownAccounts.length > 0
      ? [t('actions:what.unknownAccounts', { accounts: allOf.format(unknownAccounts.map(literal)) })]
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
          t('actions:what.scaleUp', { count, candidates: names(anyOf, candidates) }),
          t('actions:what.amount', { messages: formatCount(effect.messages), bytes: formatBytes(effect.bytes) }),
          t('actions:what.choice'),
        ]
      : []),
    ...(more ? [] : [t('actions:what.scaleDown', { count, present: names(allOf, present) })]),
    to === 1
      ? t('actions:what.single')
      : t('actions:what.sizes', { ...sizes, count: after.of - after.need, spare: after.of - after.need }),
    ...(to % 2 === 0 ? [t('actions:what.even', { of: to, less: to - 1 })] : []),
    t('actions:what.onlyReplicas'),
  ];
}

function rescueWords(t: Translate, effect: Extract<Plan['effect'], { kind: 'quorumLowers' }>): readonly string[] {
  const { survivors, missing, before, need, leaderless } = effect;
  if (survivors.length === 0) return [];
  return [
    t('actions:what.metaRescue', { survivors: names(allOf, survivors), need, need0: before.need, of0: before.of }),
    ...(missing.length > 0 ? [t('actions:what.rescueSplit', { missing: names(anyOf, missing) })] : []),
    t('actions:what.rescueThen'),
    ...(leaderless === null ? [] : [t('actions:what.leaderless', { duration: formatDuration(leaderless) })]),
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
  return [t('actions:what.client', words), t(`actions:what.${command.kind}`)];
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
