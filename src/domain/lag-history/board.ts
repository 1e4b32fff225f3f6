import type { ClusterModel, ReplicaModel, StreamModel } from '../cluster/model';
import { approximate } from '../count';
import type { ServerName } from '../ids';
import { localMs } from '../time';
import { lagSpans } from './reduce';
import type { LagHistory } from './history';
import type { LagBoard, LagRow } from './model';

/** Rows of the board. */
export const mostRows = 200;

/** The board as of a model. Pure but for what the history holds. */
export function lagBoard(model: ClusterModel, history: LagHistory): LagBoard {
  const rows: LagRow[] = [];
  let copies = 0;
  let behind = 0;
  let unknown = 0;
  for (const stream of model.streams.values()) {
    if (stream.copies.length < 2) continue;
    copies += stream.copies.length;
    for (const copy of stream.copies) {
      const { server } = copy;
      if (server === null) continue;
      const size = sizeOf(copy);
      if (size === null) unknown += 1;
      else if (size > 0) behind += 1;
      if (size !== 0 || wasBehind(history, stream, server, model)) rows.push(rowOf(history, stream, copy, server));
    }
  }
  const worst = rows.sort(worstFirst);
  const { use, startedAt } = history;
  const more = Math.max(0, worst.length - mostRows);
  return { rows: worst.slice(0, mostRows), behind, unknown, more, copies, use, startedAt };
}

/** Messages behind, exactly or at most; `null`: not known. */
export function sizeOf({ store }: Pick<ReplicaModel, 'store'>): number | null {
  switch (store.kind) {
    case 'leader':
    case 'complete':
      return 0;
    case 'behind':
    case 'atMost':
      return approximate(store.messages);
    case 'unknown':
      return null;
  }
}

/** By what is known of them, the most first; then those of which nothing is known; then those that were behind. */
export function worstFirst(a: LagRow, b: LagRow): number {
  return (
    rankOf(b) - rankOf(a) ||
    (sizeOf(b) ?? 0) - (sizeOf(a) ?? 0) ||
    (b.peak?.messages ?? 0) - (a.peak?.messages ?? 0) ||
    order(a.accountName, b.accountName) ||
    order(a.name, b.name) ||
    order(a.server, b.server)
  );
}

function rankOf(row: LagRow): number {
  const size = sizeOf(row);
  if (size === null) return 1;
  return size > 0 ? 2 : 0;
}

function order(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function wasBehind(history: LagHistory, { key }: StreamModel, server: ServerName, { now }: ClusterModel): boolean {
  const series = history.of(key, server);
  return !!series && series.peak.value > 0 && series.lastAt >= now - lagSpans.full;
}

function rowOf(history: LagHistory, stream: StreamModel, copy: ReplicaModel, server: ServerName): LagRow {
  const { key, domain, account, accountName, name } = stream;
  const { role, presence, mark, store, log, asOf } = copy;
  const series = history.of(key, server);
  const peak = series && series.peak.value > 0 ? series.peak : null;
  return {
    stream: key,
    domain,
    account,
    accountName,
    name,
    server,
    role,
    presence,
    mark,
    store,
    log,
    peak: peak && { messages: peak.value, at: localMs(peak.at) },
    since: series?.since == null ? null : localMs(series.since),
    kept: series !== null,
    asOf,
  };
}
