import type { AssetEffect, ConfigChange, ConfigProblem } from '../domain/command/asset-commands';
import type { Command, Effect } from '../domain/command/command';
import type { Translate } from '../ui/translate';
import { formatBytes, formatCount, formatDuration } from '../widgets/format';
import { formatExact, formatMoment } from '../widgets/format-time';
import { literal, shorten } from '../widgets/literal';

const list = new Intl.ListFormat('en-GB');

/** Names, fields and changes written out before the rest is counted. */
const most = 12;
/** Characters of one value. */
const mostOfValue = 120;

type EffectOf<Kind extends AssetEffect['kind']> = Extract<AssetEffect, { readonly kind: Kind }>;

/** Is something lost that nothing brings back? Then a name or a number is typed first. */
export function losesMessages(command: Command, effect: Effect): boolean {
  if (effect.kind === 'messagesGo') return true;
  if (effect.kind === 'messageGoes') return command.kind === 'messageDelete' && command.erase;
  if (effect.kind === 'consumerGoes') return effect.ackPending !== 0 || effect.ofInterest;
  return effect.kind === 'streamChanges' && (effect.seals || effect.messages !== 0);
}

/** What will be different inside an account, sentence by sentence. */
export function assetWords(t: Translate, command: Command, effect: AssetEffect): readonly string[] {
  switch (effect.kind) {
    case 'streamComes':
      return [
        ...problemWords(t, effect.problems),
        ...(effect.replicas > 0 ? [t('effects:streamCreate', { count: effect.replicas })] : []),
        ...(effect.candidates.length > 0
          ? [t('effects:streamPlaced', { candidates: some(effect.candidates.map(literal)) })]
          : []),
      ];
    case 'streamChanges':
      return streamWords(t, effect);
    case 'messagesGo':
      return purgeWords(t, effect);
    case 'messageGoes':
      return messageWords(t, command, effect);
    case 'consumerComes':
      return [...problemWords(t, effect.problems), t('effects:consumerCreate')];
    case 'consumerChanges':
      return [...problemWords(t, effect.problems), ...changeWords(t, effect.changes), t('effects:consumerUpdate')];
    case 'consumerGoes':
      return deletionWords(t, effect);
    case 'consumerPauses':
      return pauseWords(t, command, effect);
    case 'consumerResets':
      return resetWords(t, effect);
    case 'consumerUnpins':
      return unpinWords(t, command, effect);
  }
}

function problemWords(t: Translate, problems: readonly ConfigProblem[]): readonly string[] {
  if (problems.length === 0) return [];
  const fields = [...new Set(problems.map(({ field }) => field))].filter((field) => field !== '');
  return fields.length === 0 ? [t('effects:notJson')] : [t('effects:problems', { fields: some(fields.map(literal)) })];
}

function changeWords(t: Translate, changes: readonly ConfigChange[]): readonly string[] {
  const value = (text: string | null) =>
    text === null ? t('effects:defaultValue') : literal(shorten(text, mostOfValue));
  const words = changes
    .slice(0, most)
    .map(({ field, before, after }) =>
      t('effects:change', { field: literal(field), before: value(before), after: value(after) }),
    );
  const rest = changes.length - most;
  const finals = changes.filter(({ isFinal }) => isFinal).map(({ field }) => literal(field));
  return [
    ...words,
    ...(rest > 0 ? [`+${String(rest)}`] : []),
    ...(finals.length > 0 ? [t('effects:final', { fields: some(finals) })] : []),
  ];
}

function streamWords(t: Translate, effect: EffectOf<'streamChanges'>): readonly string[] {
  const { messages } = effect;
  const lost =
    messages === 0
      ? []
      : messages === null
        ? [t('effects:deletesSome')]
        : [t('effects:deletesCounted', { count: Number(messages), messages: formatCount(messages) })];
  return [
    ...problemWords(t, effect.problems),
    ...(effect.seals ? [t('effects:sealed')] : []),
    ...lost,
    ...changeWords(t, effect.changes),
    ...(effect.moves ? [t('effects:moves')] : []),
  ];
}

function purgeWords(t: Translate, effect: EffectOf<'messagesGo'>): readonly string[] {
  const { messages, isExact, before, consumers } = effect;
  if (before === null) return [];
  const words = { messages: formatCount(messages), of: formatCount(before.messages) };
  return [
    messages === null
      ? t('effects:purgeUncounted', words)
      : t(isExact ? 'effects:purge' : 'effects:purgeAtMost', { ...words, count: Number(messages) }),
    t('effects:purgeThen'),
    ...(consumers === null || consumers === 0 ? [] : [t('effects:purgeConsumers', { count: consumers })]),
  ];
}

function messageWords(t: Translate, command: Command, { message }: EffectOf<'messageGoes'>): readonly string[] {
  if (message === null || command.kind !== 'messageDelete') return [];
  const time = formatExact(Date.parse(message.time));
  return [
    t('effects:message', {
      subject: literal(shorten(message.subject, mostOfValue)),
      time,
      bytes: formatBytes(message.bytes),
    }),
    t(command.erase ? 'effects:messageErase' : 'effects:messageKeep'),
  ];
}

function deletionWords(t: Translate, effect: EffectOf<'consumerGoes'>): readonly string[] {
  const { ackPending, pending, waiting, isBound, ofInterest } = effect;
  const counts = {
    ackPending: formatCount(ackPending),
    pending: formatCount(pending),
    waiting: formatCount(waiting),
  };
  return [
    t(ofInterest ? 'effects:consumerDeleteInterest' : 'effects:consumerDelete'),
    ackPending === null
      ? t('effects:consumerUnread')
      : t('effects:consumerDeleteCounts', { ...counts, count: Number(ackPending) }),
    ...(isBound ? [t('effects:consumerBound')] : []),
    t('effects:consumerAgain'),
  ];
}

function pauseWords(t: Translate, command: Command, effect: EffectOf<'consumerPauses'>): readonly string[] {
  if (command.kind !== 'consumerPause') return [];
  const { pausedUntil, left, pending } = effect;
  const paused = pausedUntil === null ? [] : [t('effects:consumerPausedUntil', { until: formatMoment(pausedUntil) })];
  if (command.until === null) return [...paused, t('effects:consumerResume', { pending: formatCount(pending) })];
  return [
    t('effects:consumerPause', { until: formatExact(command.until) }),
    ...(left === null || left <= 0 ? [] : [t('effects:consumerPauseLeft', { left: formatDuration(left) })]),
    ...paused,
  ];
}

function resetWords(t: Translate, { to, before }: EffectOf<'consumerResets'>): readonly string[] {
  if (to === null || before === null) return [];
  return [
    t('effects:consumerReset', { to: formatCount(to) }),
    t('effects:consumerResetBefore', {
      delivered: formatCount(before.delivered.streamSeq),
      floor: formatCount(before.ackFloor.streamSeq),
      ackPending: formatCount(before.ackPending),
    }),
  ];
}

function unpinWords(t: Translate, command: Command, effect: EffectOf<'consumerUnpins'>): readonly string[] {
  if (command.kind !== 'consumerUnpin' || effect.client === null) return [];
  const since = effect.since === null ? '' : t('effects:pinnedSince', { at: formatMoment(effect.since) });
  return [
    t('effects:consumerUnpin', {
      group: literal(command.group),
      client: literal(shorten(effect.client, mostOfValue)),
      since,
    }),
  ];
}

function some(texts: readonly string[]): string {
  const rest = texts.length - most;
  return list.format([...texts.slice(0, most), ...(rest > 0 ? [`+${String(rest)}`] : [])]);
}
