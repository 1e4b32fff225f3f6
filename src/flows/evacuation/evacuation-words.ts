import type { Alarm, EvacuationRow, Phase, Verdict } from '../../domain/evacuate/model';
import { streamPlace, type StreamKey } from '../../domain/ids';
import type { EvacuationAnswer } from '../../state/use-evacuation';
import type { Tone } from '../../ui/tone';
import type { Translate } from '../../ui/translate';
import { outcomeWords } from '../../widgets/command-words';
import { formatDuration, formatShare } from '../../widgets/format';
import { literal } from '../../widgets/literal';

const list = new Intl.ListFormat('en-GB');

/** What a stream of an evacuation is at: the tone of its mark, and its words. */
export function phaseWords(t: Translate, phase: Phase): { readonly tone: Tone; readonly text: string } {
  switch (phase.kind) {
    case 'waits':
      return { tone: phase.why === 'turn' ? 'unknown' : 'busy', text: t(`evacuate:waits.${phase.why}`) };
    case 'stays':
      return { tone: 'warn', text: stayWords(t, phase.why) };
    case 'moves': {
      const step = phase.desired?.description ?? phase.desired?.status ?? null;
      const parts = [step === null ? null : literal(step), fillingWords(t, phase.filling)];
      return { tone: 'busy', text: joined(t('evacuate:phase.moves'), parts) };
    }
    case 'fills':
      return { tone: 'busy', text: joined(t('evacuate:phase.fills'), [fillingWords(t, phase.filling)]) };
    case 'gone':
      return { tone: 'ok', text: t('evacuate:phase.gone') };
    case 'failed':
      return { tone: 'crit', text: joined(t('evacuate:phase.failed'), [outcomeWords(t, phase.outcome).text]) };
  }
}

function stayWords(t: Translate, why: Extract<Phase, { kind: 'stays' }>['why']): string {
  return why.kind === 'tags'
    ? t('evacuate:stay.tags', { tags: list.format(why.tags.map(literal)) })
    : t(`evacuate:stay.${why.kind}`);
}

function fillingWords(t: Translate, filling: Extract<Phase, { kind: 'fills' }>['filling']): string | null {
  if (filling === null || filling.share === null) return null;
  const words = { share: formatShare(filling.share), server: literal(filling.server) };
  return filling.left === null
    ? t('evacuate:filling', words)
    : t('evacuate:fillingLeft', { ...words, left: formatDuration(filling.left) });
}

function joined(first: string, rest: readonly (string | null)[]): string {
  return [first, ...rest.filter((part) => part !== null)].join(' · ');
}

/** Why an evacuation stopped by itself, or does not begin. */
export function alarmWords(t: Translate, alarm: EvacuationAnswer | Alarm): string {
  switch (alarm.kind) {
    case 'serverSilent':
      return t('evacuate:alarm.serverSilent', { name: literal(alarm.server) });
    case 'streamStopped':
    case 'moveFailed':
      return t(`evacuate:alarm.${alarm.kind}`, { name: streamText(alarm.stream) });
    case 'requestFailed':
      return t('evacuate:alarm.requestFailed', { why: outcomeWords(t, alarm.outcome).text });
    case 'linkNotLive':
    case 'noMetaLeader':
    case 'noSpareVote':
    case 'leadsMetaStill':
    case 'readOnly':
    case 'anotherRunning':
    case 'notAvailable':
      return t(`evacuate:alarm.${alarm.kind}`);
  }
}

function streamText(key: StreamKey): string {
  const { account, name } = streamPlace(key);
  return `${literal(account)}/${literal(name)}`;
}

/** What is still there, part by part; `null`: nothing that is known. */
export function leftWords(t: Translate, verdict: Verdict): string | null {
  if (verdict.kind !== 'left') return null;
  const { copies, onlyCopies, leads, consumers, leadsMeta, filling } = verdict;
  const counted = { copies, onlyCopies, leads, consumers, filling } as const;
  const parts = (['copies', 'onlyCopies', 'leads', 'consumers', 'filling'] as const).flatMap((key) =>
    counted[key] > 0 ? [t(`evacuate:leftover.${key}`, { count: counted[key] })] : [],
  );
  return [...parts, ...(leadsMeta ? [t('evacuate:leftover.leadsMeta')] : [])].join(' · ');
}

/** How many rows are in which state. */
export function tallyOf(rows: readonly EvacuationRow[]) {
  const tally = { gone: 0, moving: 0, waiting: 0, staying: 0 };
  for (const { phase } of rows) tally[groups[phase.kind]] += 1;
  return tally;
}

const groups = {
  gone: 'gone',
  moves: 'moving',
  fills: 'moving',
  waits: 'waiting',
  stays: 'staying',
  failed: 'staying',
} as const;
