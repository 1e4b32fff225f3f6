import type { ConsumerName, ServerName, StreamKey } from '../../domain/ids';
import type { Line } from './matrix-lines';

/** One cell: a stream or one of its consumers, on a server. */
export interface Spot {
  readonly stream: StreamKey;
  readonly consumer: ConsumerName | null;
  readonly server: ServerName;
}

export function isAt(line: Line | undefined, spot: Spot | null): boolean {
  if (line === undefined || line.kind === 'group' || spot === null || line.row.stream.key !== spot.stream) return false;
  return line.kind === 'stream' ? spot.consumer === null : line.consumer.name === spot.consumer;
}

export function spotOn(line: Line | undefined, server: ServerName | undefined): Spot | null {
  if (line === undefined || line.kind === 'group' || server === undefined) return null;
  return { stream: line.row.stream.key, consumer: line.kind === 'consumer' ? line.consumer.name : null, server };
}

export function sameSpot(a: Spot | null, b: Spot | null): boolean {
  if (a === null || b === null) return a === b;
  return a.stream === b.stream && a.server === b.server && a.consumer === b.consumer;
}

/** Where the pointer is, for those who show it, without drawing everybody else anew. */
export class Pointing {
  #spot: Spot | null = null;
  readonly #listeners = new Set<() => void>();

  readonly get = (): Spot | null => this.#spot;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  set(spot: Spot | null): void {
    if (sameSpot(spot, this.#spot)) return;
    this.#spot = spot;
    for (const listener of this.#listeners) listener();
  }
}
