import { useDeferredValue, useMemo, useState } from 'react';
import type { ServerModel, StreamModel } from '../../domain/cluster/model';
import {
  holdersOf,
  placementColumns,
  unreadServers,
  type ColumnOrder,
  type PlacementColumn,
} from '../../domain/placement/columns';
import { fitContext, type FitContext } from '../../domain/placement/fit';
import type { RateOf } from '../../domain/placement/heat';
import { rateAt, readRates, type Readings } from '../../domain/placement/rates';
import { RowMaker, type PlacementRow } from '../../domain/placement/row';
import { localMs, type LocalMs } from '../../domain/time';
import { useCluster, useServers, useStreams } from '../../state/use-rows';
import { useCalm } from '../../ui/use-calm';

/** All streams as rows of the matrix, its columns, and what is looked up for many cells. */
export interface Placement {
  readonly loaded: boolean;
  readonly servers: readonly ServerModel[];
  readonly rows: readonly PlacementRow[];
  readonly columns: readonly PlacementColumn[];
  readonly context: FitContext;
  readonly rateOf: RateOf;
}

/** Streams. So many are polled account by account: twenty parts of one poll are not worth twenty pictures. */
const many = 2_000;
/** ms */
const pause = 1_000;

/** Worked out after the page has answered to a key or shown a poll: of 10,000 streams it takes some 10 ms. */
export function usePlacement(order: ColumnOrder, needsRates: boolean): Placement {
  const { rows: servers } = useServers();
  const { rows: streams, loaded } = useStreams();
  const now = useCluster()?.now ?? localMs(0);
  const asked = useMemo(() => ({ servers, streams, loaded }), [servers, streams, loaded]);
  const then = useDeferredValue(useCalm(asked, loaded && streams.length > many ? pause : 0));
  const [maker] = useState(() => new RowMaker());
  const rows = useMemo(() => maker.rows(then.streams, unreadServers(then.servers)), [maker, then]);
  const holders = useMemo(() => holdersOf(rows), [rows]);
  const columns = useMemo(() => placementColumns(then.servers, holders, order), [then, holders, order]);
  const context = useMemo(() => fitContext(then.servers), [then]);
  const rateOf = useRates(then.streams, now, needsRates);
  return useMemo(
    () => ({ loaded: then.loaded, servers: then.servers, rows, columns, context, rateOf }),
    [then, rows, columns, context, rateOf],
  );
}

/** Remembers where each stream was. */
class RateReader {
  #streams: readonly StreamModel[] | null = null;
  #readings: Readings = new Map();

  read(streams: readonly StreamModel[]): Readings {
    if (streams !== this.#streams) this.#readings = readRates(this.#readings, streams);
    this.#streams = streams;
    return this.#readings;
  }
}

const nobody: readonly StreamModel[] = [];
const nothing: Readings = new Map();
const never = localMs(0);

/** While nobody asks for rates, the function stays the same one: what depends on it is not drawn anew. */
function useRates(streams: readonly StreamModel[], now: LocalMs, asked: boolean): RateOf {
  const [reader] = useState(() => new RateReader());
  // Of small clusters always, so that the first number does not take two polls; of large ones only when they are asked for.
  const read = asked || streams.length <= many ? streams : nobody;
  const readings = useMemo(() => reader.read(read), [reader, read]);
  const [seen, at] = asked ? [readings, now] : [nothing, never];
  return useMemo(() => (stream) => rateAt(seen, stream, at), [seen, at]);
}
