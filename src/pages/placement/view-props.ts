import type { ServerName } from '../../domain/ids';
import type { PlacementSearch, SetSearch } from './placement-search';
import type { Placement } from './use-placement';

/** What every view of the screen is given. */
export interface ViewProps {
  readonly placement: Placement;
  readonly values: PlacementSearch;
  readonly set: SetSearch;
  readonly chosen: ReadonlySet<ServerName>;
  readonly choose: (servers: readonly ServerName[]) => void;
}
