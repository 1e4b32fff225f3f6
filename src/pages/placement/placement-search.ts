import * as v from 'valibot';
import { sortings, type Grouping, type Sorting } from '../../domain/placement/arrange';
import { columnOrders } from '../../domain/placement/columns';
import { heats } from '../../domain/placement/heat';
import { spreadKinds } from '../../domain/placement/zones';
import { searchChoice, searchText } from '../../state/use-page-search';
import { sortOf } from '../../ui/data-table/column';
import { zooms, type Zoom } from '../../widgets/placement/matrix-lines';

export const views = ['matrix', 'table', 'balance', 'zones'] as const;
/** `none` stands for the grouping without a value: an empty value is left out of an address. */
export const groupChoices = ['account', 'none', 'cluster', 'tag', 'leader', 'size', 'health', 'replicas'] as const;
const long = v.fallback(v.pipe(v.string(), v.maxLength(8_000)), '');

/** `servers`: chosen ones, as what-if reads them. `at`: the chosen cell. `consumers`: the stream that shows its own. */
export const search = v.object({
  view: searchChoice(views),
  filter: searchText(''),
  group: searchChoice(groupChoices),
  sort: searchText('name'),
  heat: searchChoice(heats),
  order: searchChoice(columnOrders),
  zoom: searchChoice(zooms),
  servers: long,
  at: long,
  consumers: long,
  measure: searchChoice(['leaders', 'copies', 'haAssets', 'bytes', 'reserved']),
  by: searchText(''),
  show: searchChoice(['', ...spreadKinds]),
});

export type PlacementSearch = v.InferOutput<typeof search>;
export type SetSearch = (change: Partial<PlacementSearch>) => void;

export function groupingOf(choice: PlacementSearch['group']): Grouping {
  return choice === 'none' ? '' : choice;
}

/** `-size` is the largest first. Anything else that is no sorting is by name. */
export function sortingOf(text: string): { readonly sort: Sorting; readonly descending: boolean } {
  const asked = sortOf(text);
  const sort = sortings.find((known) => known === asked?.column);
  return sort === undefined
    ? { sort: 'name', descending: false }
    : { sort, descending: asked?.direction === 'descending' };
}

/** The largest rows unless it is a zoom. */
export function zoomOf(text: string): Zoom {
  return zooms.find((zoom) => zoom === text) ?? zooms[0];
}
