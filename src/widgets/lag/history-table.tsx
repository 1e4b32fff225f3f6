import type { Step, Window } from '../../domain/lag-history/sample';
import { useTranslation, type Translate } from '../../ui/translate';
import { formatCount } from '../format';
import { formatClock } from '../format-time';

export interface HistoryTableProps {
  readonly caption: string;
  readonly labels: readonly string[];
  /** What each series says of each step. */
  readonly steps: readonly (readonly Step[])[];
  readonly window: Window;
  /** What lies after is not yet. */
  readonly until: number;
}

/** The drawing as a table: the most that each copy was behind in each step, and where that was not known. */
export function HistoryTable({ caption, labels, steps, window, until }: HistoryTableProps) {
  const { t } = useTranslation();
  const width = (window.to - window.from) / window.steps;
  const rows = Array.from({ length: window.steps }, (_, index) => ({ index, from: window.from + index * width }))
    .filter(({ from }) => from < until)
    .toReversed();
  return (
    <table className="type-small w-full border-collapse text-right whitespace-nowrap">
      <caption className="sr-only">{caption}</caption>
      <thead>
        <tr className="border-b border-line">
          <th scope="col" className="type-label px-3 py-1.5 text-left text-text-3">
            {t('lag:history.time')}
          </th>
          {labels.map((label) => (
            <th key={label} scope="col" className="type-strong px-3 py-1.5">
              {label}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map(({ index, from }) => (
          <tr key={from} className="border-b border-line last:border-b-0">
            <th scope="row" className="type-mono px-3 py-1 text-left text-text-3">
              {formatClock(from)}–{formatClock(Math.min(from + width, until))}
            </th>
            {labels.map((label, which) => (
              <td key={label} className="px-3 py-1">
                {cell(t, steps[which]?.[index])}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function cell(t: Translate, step: Step | undefined) {
  if (!step || step.most === null) return <span className="text-unknown-ink">{t('lag:history.unknown')}</span>;
  return (
    <>
      {formatCount(step.most)}
      {step.hasGap && <span className="text-unknown-ink"> · {t('lag:history.partly')}</span>}
    </>
  );
}
