import type { StreamModel } from '../cluster/model';
import type { ServerName } from '../ids';
import { withBlind } from './blind';
import type { LagHistory } from './history';
import type { LagSeries } from './model';
import { valueOf } from './history';

const nothing = new Float64Array(0);

/**
 * The history of one copy, with a gap wherever nobody looked. A copy that was never behind has none of its own: it was
 * complete for as long as this console knows its account.
 */
export function readSeries(history: LagHistory, stream: StreamModel, server: ServerName): LagSeries {
  const { key, account, accountName, name } = stream;
  const series = history.of(key, server);
  const points = series
    ? withBlind(series.times(), series.values(), history.blind.times)
    : series === undefined
      ? neverBehind(history, stream, server)
      : { times: nothing, values: nothing };
  return { stream: key, account, accountName, name, server, kept: series !== null, ...points };
}

function neverBehind(history: LagHistory, stream: StreamModel, server: ServerName) {
  const copy = stream.copies.find((other) => other.server === server);
  const since = history.heardAt(stream);
  if (since === null || !copy || valueOf(copy.store) !== 0) return { times: nothing, values: nothing };
  return withBlind([since], [0], history.blind.times);
}

/** Changes whenever {@link readSeries} would say something else. */
export function seriesVersion(history: LagHistory, stream: StreamModel, server: ServerName): string {
  const series = history.of(stream.key, server);
  const copy = stream.copies.find((other) => other.server === server);
  const own = series ? series.version : series === null ? 'dropped' : copy && valueOf(copy.store) === 0 ? 'even' : '';
  return `${history.blind.version} ${own}`;
}
