import type { StreamModel } from '../cluster/model';
import { add, type Count } from '../count';
import type { ServerName, StreamKey } from '../ids';
import { streamCells, type Cell, type NameOf, type Unread } from './cell';
import { naturalKey } from './natural-key';

/** How many more losses of servers with a copy a stream survives before it takes no writes. */
export type Survival =
  /** `reduced`: something is lost already. */
  | { readonly kind: 'losses'; readonly more: number; readonly reduced: boolean }
  | { readonly kind: 'noQuorum' }
  | { readonly kind: 'unreachable' }
  | { readonly kind: 'unknown' };

/** A stream in the matrix. Depends on the stream's row alone, so that it is made again only when that changed. */
export interface PlacementRow {
  readonly stream: StreamModel;
  readonly cells: readonly Cell[];
  readonly survival: Survival;
  /** The server that leads, by its own claim. */
  readonly leader: ServerName | null;
  /** Bytes of all copies together, silent ones as last known; `null`: no copy has said. */
  readonly bytes: Count | null;
  /** By account and name, as people sort: `n2` before `n10`. */
  readonly order: string;
  /** Lower case: what a search looks through. */
  readonly text: string;
}

/** `before`: the row of the same stream, of which what is costly to make is taken over. */
export function placementRow(
  stream: StreamModel,
  unread: Unread,
  before?: PlacementRow,
  nameOf?: NameOf,
): PlacementRow {
  const cells = streamCells(stream, unread, nameOf);
  const { leadership } = stream.group;
  const isNamed = before?.stream.accountName === stream.accountName;
  return {
    stream,
    cells,
    survival: survivalOf(stream),
    leader: leadership.kind !== 'led' ? null : (nameOf?.(leadership.by) ?? leadership.by),
    bytes: bytesOf(cells),
    order: isNamed ? before.order : `${naturalKey(stream.accountName)}\n${naturalKey(stream.name)}\n${stream.domain}`,
    text: isNamed && sameServers(before.cells, cells) ? before.text : textOf(stream, cells),
  };
}

function textOf({ accountName, name }: StreamModel, cells: readonly Cell[]): string {
  return `${accountName} ${name} ${cells.map(({ server }) => server).join(' ')}`.toLowerCase();
}

function sameServers(a: readonly Cell[], b: readonly Cell[]): boolean {
  return a.length === b.length && a.every(({ server }, at) => server === b[at]?.server);
}

function survivalOf({ health, spare }: StreamModel): Survival {
  if (health === 'unreachable' || health === 'noQuorum') return { kind: health };
  return spare === null ? { kind: 'unknown' } : { kind: 'losses', more: spare, reduced: health === 'reduced' };
}

function bytesOf(cells: readonly Cell[]): Count | null {
  return cells.reduce<Count | null>((sum, { copy }) => {
    const own = copy?.state?.bytes;
    return own === undefined ? sum : add(sum ?? 0, own);
  }, null);
}

/** Makes rows, and gives the known one for a stream that did not change, and the known array where none did. */
export class RowMaker {
  #known: ReadonlyMap<StreamKey, PlacementRow> = new Map();
  #unread: Unread = new Set();
  #streams: readonly StreamModel[] = [];
  #rows: readonly PlacementRow[] = [];
  readonly #names = new Map<ServerName, ServerName>();

  rows(streams: readonly StreamModel[], unread: Unread): readonly PlacementRow[] {
    const same = unread.size === this.#unread.size && [...unread].every((name) => this.#unread.has(name));
    if (same && streams === this.#streams) return this.#rows;
    this.#unread = unread;
    this.#streams = streams;
    const nameOf = (name: ServerName) => {
      const kept = this.#names.get(name) ?? name;
      if (kept === name) this.#names.set(name, name);
      return kept;
    };
    const made = new Map<StreamKey, PlacementRow>();
    this.#rows = streams.map((stream) => {
      const known = this.#known.get(stream.key);
      const row = same && known?.stream === stream ? known : placementRow(stream, unread, known, nameOf);
      made.set(stream.key, row);
      return row;
    });
    this.#known = made;
    return this.#rows;
  }
}
