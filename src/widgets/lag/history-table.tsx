import type { Sample } from '../../domain/lag-history/sample';
import { useTranslation, type Translate } from '../../ui/translate';
import { formatCount } from '../format';
import { formatClock } from '../format-time';

export interface HistoryTableProps {
  readonly caption: string;
  readonly labels: readonly string[];
  /** Steps of the table, each in one or two halves. */
  readonly samples: readonly Sample[];
  /** What lies after is not yet. */
  readonly until: number;
}

/** The drawing as a table: the most that each copy was behind in each step, and where that was not known. */
export function HistoryTable({ caption, labels, samples, until }: HistoryTableProps) {
  const { t } = useTranslation();
  const rows = samples.filter(({ from }) => from < until).toReversed();
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
        {rows.map(({ from, to, values }) => (
          <tr key={from} className="border-b border-line last:border-b-0">
            <th scope="row" className="type-mono px-3 py-1 text-left text-text-3">
              {formatClock(from)}–{formatClock(Math.min(to, until))}
            </th>
            {labels.map((label, index) => (
              <td key={label} className="px-3 py-1">
                {cell(t, values[index] ?? null)}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function cell(t: Translate, value: number | null) {
  return value === null ? <span className="text-unknown-ink">{t('lag:history.unknown')}</span> : formatCount(value);
}
