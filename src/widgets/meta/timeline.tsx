import { clsx } from 'clsx';
import { localMs } from '../../domain/time';
import type { Leaderships, Span } from '../../domain/meta/leaderships';
import { useTranslation } from '../../ui/translate';
import { useNow } from '../../ui/use-now';
import { formatDuration } from '../format';
import { formatClock } from '../format-time';
import { literal, shorten } from '../literal';

/** Names are written out in spans of so much of the line (%). */
const labelled = 9;

/** Who led, drawn to scale; the list of leaderships says the same in words. */
export function MetaTimeline({ spans }: { readonly spans: Leaderships['spans'] }) {
  const { t } = useTranslation();
  const now = localMs(useNow());
  const from = spans[0]?.from;
  if (from === undefined) return null;
  const whole = Math.max(now - from, 1000);
  const share = (ms: number) => (Math.max(ms, 0) / whole) * 100;
  return (
    <div aria-hidden="true" data-testid="meta-timeline" className="flex flex-col gap-0.5">
      <div className="relative h-5 overflow-hidden rounded-control bg-raised">
        {spans.map((span, index) => {
          const width = share((span.to ?? Math.max(now, span.from)) - span.from);
          return (
            <span
              key={`${span.kind} ${String(span.from)}`}
              className={clsx(
                'type-small absolute inset-y-0 flex items-center border-r border-panel',
                lookOf(span, index),
              )}
              style={{ left: `${String(share(span.from - from))}%`, width: `${String(width)}%` }}
            >
              {width >= labelled && <span className="truncate px-1.5">{wordOf(span, t('meta:line.vacant'))}</span>}
            </span>
          );
        })}
      </div>
      <div className="type-small flex justify-between text-text-3">
        <span>{formatClock(from)}</span>
        <span>{t('meta:line.now', { length: formatDuration(whole) })}</span>
      </div>
    </div>
  );
}

/** Two steps by turns; a time without a leader is as wide as a line at least. */
function lookOf({ kind }: Span, index: number): string {
  switch (kind) {
    case 'reign':
      return index % 2 === 0 ? 'bg-ramp-1 text-text' : 'bg-ramp-2 text-text';
    case 'gap':
      return 'z-10 min-w-[3px] bg-crit text-on-crit';
    case 'unseen':
      return 'hatched';
  }
}

function wordOf(span: Span, vacant: string): string {
  if (span.kind !== 'reign') return span.kind === 'gap' ? vacant : '?';
  return shorten(literal(span.leader.server ?? span.leader.peer ?? '?'), 24);
}
