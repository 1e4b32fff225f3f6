import type { CheckStep, Hindrance, StepState } from '../../domain/check-list/model';
import type { Presence, StreamModel } from '../../domain/cluster/model';
import type { ServerName } from '../../domain/ids';
import type { Tone } from '../../ui/tone';
import type { Translate } from '../../ui/translate';
import { formatAge } from '../../widgets/format';
import { literal } from '../../widgets/literal';
import { leftWords } from '../evacuation/evacuation-words';

const list = new Intl.ListFormat('en-GB');
/** Names written out before the rest is counted. */
const most = 4;

export const stepTone: Readonly<Record<StepState, Tone>> = {
  done: 'ok',
  open: 'busy',
  busy: 'busy',
  blocked: 'warn',
  locked: 'unknown',
  unknown: 'unknown',
};

export interface StepContext {
  /** `null`: all servers. */
  readonly server: ServerName | null;
  /** By the clock of this browser (ms). */
  readonly now: number;
}

/** What a step is at, sentence by sentence. Of one whose turn has not come there is nothing to say. */
export function stepWords(t: Translate, step: CheckStep, { server, now }: StepContext): readonly string[] {
  if (step.state === 'locked') return [];
  if (step.state === 'unknown') return [t('checks:unknown')];
  const name = { server: literal(server ?? '') };
  switch (step.id) {
    case 'ready':
    case 'whole':
      return step.state === 'done'
        ? [t(`checks:${step.id}.done`, name)]
        : [
            ...step.hindrances.map((one) => hindranceWords(t, one)),
            ...(step.state === 'busy' ? [t('checks:waits')] : []),
          ];
    case 'leaders':
      return leaderWords(t, step);
    case 'copies':
      return copyWords(t, step, name);
    case 'meta':
      return [t(step.state === 'done' ? 'checks:meta.done' : 'checks:meta.open', name)];
    case 'stop':
      return stopWords(t, step, name, now);
    case 'start':
      return [
        t('checks:start.open', name),
        ...(step.others.length > 0 ? [t('checks:start.others', { servers: serverNames(step.others) })] : []),
      ];
    case 'remove': {
      const { have, need, of } = step.quorum ?? { have: null, need: 0, of: 0 };
      if (step.state === 'done') return [t('checks:remove.done', { of })];
      return [
        ...(step.state === 'blocked' ? [t('checks:hindrance.noMetaLeader')] : []),
        t('checks:remove.open', { ...name, have: have ?? '?', need, of }),
      ];
    }
  }
}

type StepOf<Id extends CheckStep['id']> = Extract<CheckStep, { readonly id: Id }>;

function leaderWords(t: Translate, { state, streams, staying, leadsMeta }: StepOf<'leaders'>): readonly string[] {
  return [
    ...(state === 'done' ? [t('checks:leaders.done')] : []),
    ...(streams > 0 ? [t('checks:leaders.streams', { count: streams })] : []),
    ...(leadsMeta ? [t('checks:leaders.meta')] : []),
    ...(staying > 0 ? [t('checks:leaders.staying', { count: staying })] : []),
  ];
}

function copyWords(
  t: Translate,
  { state, verdict, moving, staying }: StepOf<'copies'>,
  name: { readonly server: string },
): readonly string[] {
  if (state === 'done') return [t('checks:copies.done')];
  if (verdict.kind === 'notKnown') return [t('checks:copies.stoppedEarly', name)];
  const left = leftWords(t, verdict);
  return [
    ...(left === null ? [] : [t('checks:copies.left', { left })]),
    ...(moving > 0 ? [t('checks:copies.moving', { count: moving })] : []),
    ...(staying > 0 ? [t('checks:copies.staying', { count: staying })] : []),
  ];
}

function stopWords(
  t: Translate,
  { state, presence, unreachable, stopping }: StepOf<'stop'>,
  name: { readonly server: string },
  now: number,
): readonly string[] {
  if (presence.kind === 'silent') return [silentWords(t, presence, name, state === 'done', now)];
  if (state === 'done') return [t('checks:stop.never', name)];
  return [
    ...lossWords(t, 'unreachable', unreachable),
    ...lossWords(t, 'stopping', stopping),
    t('checks:stop.open', name),
  ];
}

function silentWords(
  t: Translate,
  { since, announced }: Extract<Presence, { kind: 'silent' }>,
  name: { readonly server: string },
  isSure: boolean,
  now: number,
): string {
  const words = { ...name, age: formatAge(Math.max(0, now - since)) };
  if (announced !== null) return t(`checks:stop.${announced}`, words);
  return t(isSure ? 'checks:stop.silent' : 'checks:stop.missed', words);
}

function lossWords(t: Translate, kind: 'unreachable' | 'stopping', streams: readonly StreamModel[]): readonly string[] {
  return streams.length === 0
    ? []
    : [t(`checks:stop.${kind}`, { count: streams.length, streams: streamNames(streams) })];
}

/** What does not hold. */
function hindranceWords(t: Translate, hindrance: Hindrance): string {
  switch (hindrance.kind) {
    case 'noMetaLeader':
      return t('checks:hindrance.noMetaLeader');
    case 'noSpareVote': {
      const { have, need, of } = hindrance.quorum;
      return t('checks:hindrance.noSpareVote', { have: have ?? '?', need, of });
    }
    case 'silent':
      return t('checks:hindrance.silent', {
        count: hindrance.servers.length,
        servers: serverNames(hindrance.servers),
      });
    case 'ghosts':
      return t('checks:hindrance.ghosts', { count: hindrance.count });
    case 'stopped':
    case 'notWhole':
    case 'changing':
    case 'unread':
      return t(`checks:hindrance.${hindrance.kind}`, {
        count: hindrance.streams.length,
        streams: streamNames(hindrance.streams),
      });
  }
}

function serverNames(servers: readonly ServerName[]): string {
  return named(servers.map((server) => literal(server)));
}

function streamNames(streams: readonly StreamModel[]): string {
  return named(
    streams.slice(0, most).map(({ accountName, name }) => `${literal(accountName)}/${literal(name)}`),
    streams.length,
  );
}

function named(names: readonly string[], of = names.length): string {
  const shown = names.slice(0, most);
  return list.format(of > shown.length ? [...shown, `+${String(of - shown.length)}`] : shown);
}
