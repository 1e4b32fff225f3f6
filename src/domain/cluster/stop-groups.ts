import type { ServerName } from '../ids';
import type { StreamModel } from './model';
import { isReplicated, streamVote } from './votes';

/** Streams that work and that stop by the same losses. Of 10,000 streams many share their servers. */
export interface StopGroup {
  /** Sorted by name. */
  readonly voters: readonly ServerName[];
  /** Losses among the voters that it survives; one more stops it. */
  readonly spare: number;
  /** One copy, by configuration too: stops with its server. */
  readonly single: boolean;
  readonly streams: readonly StreamModel[];
}

/** A list of rows, or a map of them. */
export interface StreamRows {
  values(): Iterable<StreamModel>;
}

/** Made once for each set of rows: several questions are asked of the same. */
const made = new WeakMap<StreamRows, readonly StopGroup[]>();

/** Each stream that works, once. Those that do not, or of which that is not known, are left out. */
export function stopGroups(rows: StreamRows): readonly StopGroup[] {
  const groups = made.get(rows) ?? group(rows.values());
  made.set(rows, groups);
  return groups;
}

function group(streams: Iterable<StreamModel>): readonly StopGroup[] {
  const groups = new Map<string, StopGroup & { readonly streams: StreamModel[] }>();
  for (const stream of streams) {
    const vote = streamVote(stream);
    if (vote === null || vote.have < vote.need) continue;
    const spare = vote.have - vote.need;
    const single = !isReplicated(stream);
    const key = `${String(spare)} ${String(single)} ${vote.voters.join(' ')}`;
    const known = groups.get(key);
    if (known) known.streams.push(stream);
    else groups.set(key, { voters: vote.voters, spare, single, streams: [stream] });
  }
  return [...groups.values()];
}

/** Does a group stop without these servers? */
export function stopsWithout({ voters, spare }: Pick<StopGroup, 'voters' | 'spare'>, lost: ReadonlySet<ServerName>) {
  if (lost.size <= spare) return false;
  let gone = 0;
  for (const name of voters) if (lost.has(name)) gone += 1;
  return gone > spare;
}
