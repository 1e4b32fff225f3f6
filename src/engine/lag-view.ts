import { lagBoard, sizeOf } from '../domain/lag-history/board';
import { LagHistory } from '../domain/lag-history/history';
import type { LagBoard, LagRow, LagSeries } from '../domain/lag-history/model';
import { readSeries, seriesVersion } from '../domain/lag-history/read';
import type { ClusterModel, StreamModel } from '../domain/cluster/model';
import type { ServerName, StreamKey } from '../domain/ids';
import { keepIdentity } from '../domain/same';

/** Copies whose history is drawn at once. */
const drawn = 5;

/** Replica lag of the cluster: its history, and what of it is looked at. */
export class LagView {
  readonly #history = new LagHistory();
  readonly #read = new Map<string, { readonly version: string; readonly series: LagSeries }>();
  #board: { readonly model: ClusterModel; readonly board: LagBoard } | null = null;

  observe(model: ClusterModel): void {
    this.#history.observe(model);
  }

  /** Made when it is asked for, once for each model. */
  board(model: ClusterModel): LagBoard {
    if (this.#board?.model === model) return this.#board.board;
    const fresh = lagBoard(model, this.#history);
    const known = this.#board?.board;
    const rows = known ? fresh.rows.map((row, index) => keepIdentity(known.rows[index], row)) : fresh.rows;
    const board = keepIdentity(known, { ...fresh, rows });
    this.#board = { model, board };
    return board;
  }

  /** The history of the copies of one stream, or of the worst of the board. */
  series(model: ClusterModel, stream: StreamKey | undefined): ReadonlyMap<string, LagSeries> {
    const wanted = stream === undefined ? this.#worst(model) : copiesOf(model.streams.get(stream));
    const rows = new Map<string, LagSeries>();
    for (const [row, server] of wanted) rows.set(`${row.key}\n${server}`, this.#seriesOf(row, server));
    return rows;
  }

  #worst(model: ClusterModel): readonly (readonly [StreamModel, ServerName])[] {
    const rows = this.board(model).rows.filter(({ kept }) => kept);
    const worst = rows.toSorted((a, b) => weightOf(b) - weightOf(a));
    return worst.slice(0, drawn).flatMap(({ stream, server }) => {
      const row = model.streams.get(stream);
      return row ? [[row, server] as const] : [];
    });
  }

  /** The same object while nothing changed. */
  #seriesOf(stream: StreamModel, server: ServerName): LagSeries {
    const key = `${stream.key}\n${server}`;
    const version = seriesVersion(this.#history, stream, server);
    const known = this.#read.get(key);
    if (known?.version === version) return known.series;
    const series = readSeries(this.#history, stream, server);
    if (this.#read.size > 64) this.#read.clear();
    this.#read.set(key, { version, series });
    return series;
  }
}

/** The most that a copy is, or was, behind. */
function weightOf(row: LagRow): number {
  return Math.max(sizeOf(row) ?? 0, row.peak?.messages ?? 0);
}

function copiesOf(stream: StreamModel | undefined): readonly (readonly [StreamModel, ServerName])[] {
  if (!stream || stream.copies.length < 2) return [];
  return stream.copies.flatMap(({ server }) => (server === null ? [] : [[stream, server] as const]));
}
