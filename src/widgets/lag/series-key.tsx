import { useTranslation } from '../../ui/translate';
import { formatCount } from '../format';
import { heightOf, chartHeight, plot } from './chart-size';
import { spread } from './chart-rows';
import type { SeriesLook } from './series-look';

export interface SeriesLine {
  readonly key: string;
  readonly label: string;
  readonly look: SeriesLook;
  /** The highest value that is drawn, and the latest; `null`: not known. */
  readonly most: number | null;
  readonly now: number | null;
  /** False: its history was dropped. */
  readonly kept: boolean;
}

/** Two lines of text and some air (px). */
const apart = 36;

/** Names of the lines at their ends; on a phone a list beneath. Those that do not end in a number stand at the foot. */
export function SeriesKey({ lines, top }: { readonly lines: readonly SeriesLine[]; readonly top: number }) {
  const places = spread(
    lines.map(({ now }) => heightOf(now ?? 0, top) - apart / 2),
    apart,
    chartHeight - plot.bottom - apart / 2,
  );
  return (
    <ul className="relative flex flex-col gap-1.5 py-1 @3xl:block @3xl:py-0">
      {lines.map((line, index) => (
        <li key={line.key} className="@3xl:absolute @3xl:inset-x-0" style={{ top: Math.max(places[index] ?? 0, 0) }}>
          <Named line={line} />
        </li>
      ))}
    </ul>
  );
}

function Named({ line: { label, look, now, most, kept } }: { readonly line: SeriesLine }) {
  const { t } = useTranslation();
  const word = !kept ? t('lag:history.dropped') : now === null ? t('lag:history.unknownNow') : formatCount(now);
  const peak = kept && most !== null ? t('lag:history.peak', { amount: formatCount(most) }) : '';
  return (
    <span className="flex items-start gap-2">
      <svg width="18" height="16" aria-hidden="true" className="shrink-0">
        <line x1="0" x2="18" y1="8" y2="8" stroke={look.colour} strokeWidth="2" strokeDasharray={look.dash} />
      </svg>
      <span className="type-small min-w-0">
        <span className="block truncate text-text" title={label}>
          {label}
        </span>
        <span className={now === null ? 'block text-unknown-ink' : 'block text-text-2'}>
          {word}
          {peak !== '' && <span className="text-text-3"> · {peak}</span>}
        </span>
      </span>
    </span>
  );
}
