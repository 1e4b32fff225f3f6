import { clsx } from 'clsx';
import { memo } from 'react';
import type { CellState } from '../../domain/placement/cell';
import type { Heat } from '../../domain/placement/heat';
import { useTranslation } from '../../ui/translate';
import { heatText } from './use-matrix-words';

const swatches: readonly (readonly [CellState, string])[] = [
  ['leader', 'bg-ramp-4'],
  ['follower', 'bg-ramp-2'],
  ['catchingUp', 'border border-busy bg-ramp-1'],
  ['behind', 'border border-warn bg-ramp-1'],
  ['pending', 'border border-dashed border-busy'],
  ['missing', 'border border-dashed border-warn'],
  ['silent', 'border border-dashed border-unknown'],
  ['unknown', 'hatched border border-dashed border-unknown'],
];
const ramp = ['bg-raised', 'bg-ramp-1', 'bg-ramp-2', 'bg-ramp-3', 'bg-ramp-4', 'bg-ramp-5'];

/** What the colours and outlines say. With heat only what is filled changes its meaning. */
export const Legend = memo(function Legend({ heat, most }: { readonly heat: Heat; readonly most: number }) {
  const { t } = useTranslation();
  const shown = heat === 'role' ? swatches : swatches.slice(4);
  return (
    <div className="type-small flex flex-wrap items-center gap-x-4 gap-y-1 text-text-3">
      {heat !== 'role' && (
        <span className="flex items-center gap-1.5">
          <span>0</span>
          <span aria-hidden className="flex">
            {ramp.map((colour) => (
              <span key={colour} className={clsx('h-3 w-5', colour)} />
            ))}
          </span>
          <span>{most === 0 ? t('placement:noHeat') : heatText(heat, most)}</span>
          <span>{t(`placement:heats.${heat}`)}</span>
        </span>
      )}
      {shown.map(([state, look]) => (
        <span key={state} className="flex items-center gap-1.5">
          <span aria-hidden className={clsx('h-3 w-5', look)} />
          {t(`placement:legend.${state}`)}
        </span>
      ))}
    </div>
  );
});
