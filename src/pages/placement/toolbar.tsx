import { ArrowDown, ArrowUp, Download, ZoomIn, ZoomOut } from 'lucide-react';
import { memo, useMemo } from 'react';
import { sortings, type Sorting } from '../../domain/placement/arrange';
import { columnOrders } from '../../domain/placement/columns';
import { heats } from '../../domain/placement/heat';
import { useTranslation } from '../../ui/translate';
import { Button, IconButton } from '../../ui/button';
import { sortText } from '../../ui/data-table/column';
import { zoomAfterKey } from '../../widgets/placement/matrix-keys';
import type { Zoom } from '../../widgets/placement/matrix-lines';
import { Choice } from './choice';
import { groupChoices, sortingOf, type PlacementSearch, type SetSearch } from './placement-search';

interface ToolbarProps {
  readonly values: PlacementSearch;
  readonly set: SetSearch;
  readonly zoom: Zoom;
  readonly onZoom: (zoom: Zoom) => void;
  readonly onPng: () => void;
  readonly onCsv: () => void;
}

/** How the matrix is arranged and coloured. On a phone it is one line that scrolls. */
export function Toolbar({ values, set, zoom, onZoom, onPng, onCsv }: ToolbarProps) {
  const { t } = useTranslation();
  return (
    <div className="flex shrink-0 items-center gap-x-4 gap-y-2 overflow-x-auto p-0.5 @3xl:flex-wrap">
      <Choices values={values} set={set} />
      <Zooms zoom={zoom} onZoom={onZoom} />
      <div role="group" aria-label={t('placement:export')} className="flex shrink-0 gap-1 @3xl:ml-auto">
        <Download size={14} aria-hidden className="self-center text-text-3" />
        <Button size="small" onClick={onPng}>
          {t('placement:png')}
        </Button>
        <Button size="small" onClick={onCsv}>
          {t('placement:csv')}
        </Button>
      </div>
    </div>
  );
}

/** What does not change while somebody zooms. */
const Choices = memo(function Choices({ values, set }: Pick<ToolbarProps, 'values' | 'set'>) {
  const { t } = useTranslation();
  const { sort, descending } = sortingOf(values.sort);
  const options = useMemo(
    () => ({
      group: groupChoices.map((value) => ({ value, label: t(`placement:groups.${value}`) })),
      sort: sortings.map((value) => ({ value, label: t(`placement:sorts.${value}`) })),
      heat: heats.map((value) => ({ value, label: t(`placement:heats.${value}`) })),
      order: columnOrders.map((value) => ({ value, label: t(`placement:orders.${value}`) })),
    }),
    [t],
  );
  const sorted = (column: Sorting, down: boolean) =>
    set({ sort: sortText({ column, direction: down ? 'descending' : 'ascending' }) });
  return (
    <>
      <Choice
        label={t('placement:group_label')}
        value={values.group}
        options={options.group}
        onValue={(group) => set({ group })}
      />
      <div className="flex shrink-0 items-center gap-1">
        <Choice
          label={t('placement:sort_label')}
          value={sort}
          options={options.sort}
          onValue={(column) => sorted(column, largestFirst.includes(column))}
        />
        <IconButton label={t('placement:descending')} onClick={() => sorted(sort, !descending)}>
          {descending ? <ArrowDown size={14} aria-hidden /> : <ArrowUp size={14} aria-hidden />}
        </IconButton>
      </div>
      <Choice
        label={t('placement:heat')}
        value={values.heat}
        options={options.heat}
        onValue={(heat) => set({ heat })}
      />
      <Choice
        label={t('placement:order')}
        value={values.order}
        options={options.order}
        onValue={(order) => set({ order })}
      />
    </>
  );
});

/** What one wants to see of these is at the other end. `health` and `behind` count from well to badly. */
const largestFirst: readonly Sorting[] = ['size', 'messages', 'health', 'behind'];

function Zooms({ zoom, onZoom }: { readonly zoom: Zoom; readonly onZoom: (zoom: Zoom) => void }) {
  const { t } = useTranslation();
  const [larger, smaller] = [zoomAfterKey('+', zoom), zoomAfterKey('-', zoom)];
  return (
    <div role="group" aria-label={t('placement:zoom')} className="flex shrink-0">
      <IconButton
        label={t('placement:zoomOut')}
        disabled={smaller === null}
        onClick={() => smaller !== null && onZoom(smaller)}
      >
        <ZoomOut size={15} aria-hidden />
      </IconButton>
      <IconButton
        label={t('placement:zoomIn')}
        disabled={larger === null}
        onClick={() => larger !== null && onZoom(larger)}
      >
        <ZoomIn size={15} aria-hidden />
      </IconButton>
    </div>
  );
}
