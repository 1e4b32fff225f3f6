import type { MetaGroup } from '../../domain/cluster/model';
import type { ServerName } from '../../domain/ids';
import type { Roving } from './roving';

/** Servers chosen in a drawing. */
export interface Pick {
  readonly chosen: ReadonlySet<ServerName>;
  readonly onChoose: (servers: readonly ServerName[]) => void;
}

/** How a drawing is used, handed to each of its parts. */
export interface MetaUse {
  readonly asOf: MetaGroup['asOf'];
  /** `null`: members are links to their server. */
  readonly pick: Pick | null;
  readonly hrefOf: (server: ServerName) => string;
  readonly roving: Roving;
}
