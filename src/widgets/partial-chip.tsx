import type { RoundModel } from '../domain/cluster/model';
import type { LinkState, RequestKind } from '../domain/observation';
import { useTranslation } from '../ui/translate';
import { Chip } from '../ui/chip';
import { Tooltip } from '../ui/tooltip';
import { formatClock } from './format-time';
import { literal, shorten } from './literal';

export interface PartialChipProps {
  /** `null` before the first picture. */
  readonly cluster: { readonly link: LinkState; readonly rounds: readonly RoundModel[] } | null;
  /** Requests that what stands beside it is counted from; the latest round of any of them tells. */
  readonly of: readonly RequestKind[];
}

/** "Partial: 4 of 5", beside whatever was counted from a round that not every known server answered readably. */
export function PartialChip({ cluster, of }: PartialChipProps) {
  const { t } = useTranslation();
  // While the link is down nothing is of now, and the frame says so.
  const round = cluster?.link === 'live' ? latest(cluster.rounds, of) : null;
  if (round === null || round.interrupted) return null;
  const unread = [...new Set(round.undecodable.map(({ server }) => server ?? '?'))];
  if (round.silent.length + unread.length === 0) return null;
  const have = round.answered.filter((name) => !unread.includes(name)).length;
  const told = [
    ...(round.silent.length === 0
      ? []
      : [t('model:partial.silent', { time: formatClock(round.endedAt), names: listed(round.silent) })]),
    ...(unread.length === 0 ? [] : [t('model:partial.unread', { names: listed(unread) })]),
    t('model:partial.rest'),
  ];
  return (
    <Tooltip text={told.join('\n')}>
      <span data-testid="partial" data-state="unknown" data-as-of={round.endedAt} className="inline-flex">
        <Chip tone="unknown" className="normal-case">
          {t('model:partial.chip', { have, of: round.expected })}
        </Chip>
      </span>
    </Tooltip>
  );
}

function latest(rounds: readonly RoundModel[], of: readonly RequestKind[]): RoundModel | null {
  return rounds.filter(({ request }) => of.includes(request)).toSorted((a, b) => b.endedAt - a.endedAt)[0] ?? null;
}

/** Names written out before the rest is counted. */
const most = 8;

function listed(names: readonly string[]): string {
  const rest = names.length - most;
  return [
    ...names.slice(0, most).map((name) => shorten(literal(name), 40)),
    ...(rest > 0 ? [`+${String(rest)}`] : []),
  ].join(', ');
}
