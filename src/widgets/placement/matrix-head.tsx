import { clsx } from 'clsx';
import { memo } from 'react';
import type { ServerName } from '../../domain/ids';
import type { PlacementColumn } from '../../domain/placement/columns';
import { useTranslation } from '../../ui/translate';
import { Mark } from '../../ui/mark';
import { Crown } from '../crown';
import { Name } from '../name';
import { wordColumn, type Geometry } from './matrix-geometry';

export interface MatrixHeadProps {
  readonly geometry: Geometry;
  readonly columns: readonly PlacementColumn[];
  readonly chosen: ReadonlySet<ServerName>;
  readonly onChoose: (server: ServerName) => void;
}

/** Names of the columns. Each is a switch that chooses its server. The caller moves `[data-columns]` as the cells scroll. */
export const MatrixHead = memo(function MatrixHead({ geometry, columns, chosen, onChoose }: MatrixHeadProps) {
  const { t } = useTranslation();
  const { left, cellsWidth, right, columnWidth, showsMessages, upright, headHeight } = geometry;
  return (
    <div className="type-label relative text-text-3" style={{ height: headHeight }}>
      <span className="absolute bottom-2 left-3">{t('placement:stream')}</span>
      {showsMessages && (
        <span className="absolute bottom-2 text-right" style={{ right: geometry.width - left + 16 }}>
          {t('placement:messages')}
        </span>
      )}
      <div className="absolute inset-y-0 overflow-hidden" style={{ left, width: cellsWidth }}>
        <div
          data-columns=""
          role="group"
          aria-label={t('placement:choose')}
          className="flex h-full"
          style={{ width: columnWidth * columns.length }}
        >
          {columns.map((column) => (
            <ColumnHead
              key={column.name}
              column={column}
              width={columnWidth}
              upright={upright}
              chosen={chosen.has(column.name)}
              onChoose={onChoose}
            />
          ))}
        </div>
      </div>
      <span
        className="absolute bottom-2 truncate pl-2.5"
        style={{ left: left + cellsWidth, width: right }}
        title={t('placement:survives')}
      >
        {right < 100 ? t('placement:survivesShort') : t('placement:survives')}
      </span>
    </div>
  );
});

interface ColumnHeadProps {
  readonly column: PlacementColumn;
  readonly width: number;
  readonly upright: boolean;
  readonly chosen: boolean;
  readonly onChoose: (server: ServerName) => void;
}

function ColumnHead({ column: { name, server, zone }, width, upright, chosen, onChoose }: ColumnHeadProps) {
  const { t } = useTranslation();
  const tone = server?.mark ?? 'unknown';
  return (
    <button
      type="button"
      aria-pressed={chosen}
      title={[name, zone, t(`model:mark.${tone}`)].filter(Boolean).join(' · ')}
      data-testid="placement-column"
      data-server={name}
      data-state={tone}
      onClick={() => onChoose(name)}
      style={{ width }}
      className={clsx(
        'flex shrink-0 overflow-hidden focus-visible:focus-ring-inset',
        chosen ? 'bg-accent-tint shadow-[inset_0_-2px_var(--accent)]' : 'hover:bg-raised',
        upright ? 'flex-col items-center justify-end gap-1 pb-1.5' : 'flex-col justify-center px-1.5 text-left',
      )}
    >
      {upright ? (
        <>
          <span className="max-h-16 truncate [writing-mode:sideways-lr]">
            <Name text={name} className="type-small truncate text-text" />
          </span>
          <Mark tone={tone} size={9} label={t(`model:mark.${tone}`)} />
        </>
      ) : (
        <>
          <span className="flex w-full min-w-0 items-center gap-1.5">
            <Mark tone={tone} size={10} label={t(`model:mark.${tone}`)} />
            <Name text={name} className="type-strong truncate text-text" />
            {server?.metaRole === 'leader' && width >= wordColumn && <Crown />}
          </span>
          <Name text={zone ?? ''} className="type-small w-full truncate text-text-3" />
        </>
      )}
    </button>
  );
}
