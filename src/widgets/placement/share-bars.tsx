import { clsx } from 'clsx';
import { memo } from 'react';
import { measured, skewOf, type ColumnTotals, type Measure } from '../../domain/placement/totals';
import { useTranslation } from '../../ui/translate';
import { Name } from '../name';
import { shareText, totalText } from './matrix-foot';

export interface ShareBarsProps {
  readonly totals: readonly ColumnTotals[];
  readonly measure: Measure;
  readonly hrefOf: (server: ColumnTotals['column']) => string;
}

/** One bar a server with its fair share as a line; the numbers beside the bars are its twin. */
export const ShareBars = memo(function ShareBars({ totals, measure, hrefOf }: ShareBarsProps) {
  const { t } = useTranslation();
  const skews = skewOf(totals, measure);
  const most = Math.max(1e-9, ...totals.map((one) => measured(one, measure) ?? 0), ...skews.map((s) => s?.fair ?? 0));
  return (
    <ul className="flex flex-col">
      {totals.map((one, index) => {
        const skew = skews[index] ?? null;
        const off = skew !== null && skew.kind !== 'even';
        const value = measured(one, measure);
        return (
          <li
            key={one.column.name}
            data-testid="placement-share"
            data-server={one.column.name}
            data-value={value ?? ''}
            data-skew={skew?.kind ?? ''}
            className="grid h-7 grid-cols-[minmax(3rem,6rem)_minmax(0,1fr)_minmax(2.5rem,auto)] items-center gap-3"
          >
            <a href={hrefOf(one.column)} className={clsx('truncate hover:underline', !one.answering && 'text-text-3')}>
              <Name text={one.column.name} />
            </a>
            <span aria-hidden className="relative h-2.5 bg-raised">
              <span
                className={clsx('absolute inset-y-0 left-0', one.answering ? 'bg-ramp-4' : 'hatched')}
                style={{ width: `${((value ?? 0) / most) * 100}%` }}
              />
              {skew !== null && (
                <span
                  className="absolute -inset-y-0.5 w-px bg-text-2"
                  style={{ left: `${(skew.fair / most) * 100}%` }}
                />
              )}
            </span>
            <span
              className={clsx('text-right', off ? 'text-warn-ink' : one.answering ? 'text-text-2' : 'text-text-3')}
              title={off ? t(`placement:skew.${skew.kind}`, { fair: shareText(measure, skew.fair) }) : undefined}
            >
              {totalText(one, measure)}
              {off && (
                <span role="img" aria-label={t(`placement:skewWord.${skew.kind}`)} className="ml-1">
                  {skew.kind === 'over' ? '▲' : '▼'}
                </span>
              )}
            </span>
          </li>
        );
      })}
    </ul>
  );
});
