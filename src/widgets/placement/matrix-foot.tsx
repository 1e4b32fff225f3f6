import { clsx } from 'clsx';
import { memo } from 'react';
import { measured, skewOf, type ColumnTotals, type Measure } from '../../domain/placement/totals';
import { useTranslation } from '../../ui/translate';
import { formatCount, readBytes, textOf } from '../format';
import { wordColumn, type Geometry } from './matrix-geometry';

export interface MatrixFootProps {
  readonly geometry: Geometry;
  readonly totals: readonly ColumnTotals[];
  readonly shown: readonly Measure[];
}

/** px */
export const footRow = 20;

/**
 * Totals under each column, with a mark where a server is over or under its fair share. Read by eye: the same numbers are
 * in the table of servers, which is for everybody.
 */
export const MatrixFoot = memo(function MatrixFoot({ geometry, totals, shown }: MatrixFootProps) {
  const { t } = useTranslation();
  const { left, cellsWidth, columnWidth } = geometry;
  return (
    <div aria-hidden className="type-small border-t border-line bg-panel">
      {shown.map((measure) => (
        <div key={measure} className="relative" style={{ height: footRow }}>
          <span
            className="type-label absolute inset-y-0 left-3 flex items-center text-text-3"
            style={{ width: left - 24 }}
          >
            {t(`placement:measure.${measure}`)}
          </span>
          <div className="absolute inset-y-0 overflow-hidden" style={{ left, width: cellsWidth }}>
            <div data-columns="" className="flex h-full" style={{ width: columnWidth * totals.length }}>
              <Cells totals={totals} measure={measure} width={columnWidth} />
            </div>
          </div>
        </div>
      ))}
    </div>
  );
});

interface CellsProps {
  readonly totals: readonly ColumnTotals[];
  readonly measure: Measure;
  readonly width: number;
}

function Cells({ totals, measure, width }: CellsProps) {
  const { t } = useTranslation();
  const skews = skewOf(totals, measure);
  const most = Math.max(1, ...totals.map((one) => measured(one, measure) ?? 0));
  const longest = Math.max(0, ...totals.map((one) => totalText(one, measure).length));
  return totals.map((one, index) => {
    const skew = skews[index] ?? null;
    const off = skew !== null && skew.kind !== 'even';
    const text = totalText(one, measure);
    const fits = width >= wordColumn || longest * 7 + 16 <= width;
    const title = off ? t(`placement:skew.${skew.kind}`, { fair: shareText(measure, skew.fair) }) : undefined;
    return (
      <span
        key={one.column.name}
        title={fits ? title : [one.column.name, text, title].filter(Boolean).join(' · ')}
        style={{ width }}
        className={clsx(
          'flex shrink-0 items-center px-1.5 whitespace-nowrap',
          off ? 'text-warn-ink' : one.answering ? 'text-text-2' : 'text-text-3',
        )}
      >
        {fits ? (
          <>
            {text}
            {off && <span className="ml-1">{skew.kind === 'over' ? '▲' : '▼'}</span>}
          </>
        ) : (
          <span className="flex h-full w-full items-end py-0.5">
            <span
              className={clsx('w-full', off ? 'bg-warn' : one.answering ? 'bg-ramp-3' : 'bg-line-strong')}
              style={{ height: `${Math.round(((measured(one, measure) ?? 0) / most) * 100)}%` }}
            />
          </span>
        )}
      </span>
    );
  });
}

/** A dash where nobody has said. */
export function totalText(totals: ColumnTotals, measure: Measure): string {
  switch (measure) {
    case 'copies':
    case 'leaders':
    case 'haAssets':
      return formatCount(totals[measure]);
    case 'bytes':
      return textOf(readBytes(totals.bytes));
    case 'reserved':
      return totals.reserved === 'unlimited' ? '∞' : textOf(readBytes(totals.reserved));
  }
}

export function shareText(measure: Measure, fair: number): string {
  if (measure === 'bytes' || measure === 'reserved') return textOf(readBytes(Math.round(fair)));
  return fair.toFixed(fair < 10 ? 1 : 0);
}
