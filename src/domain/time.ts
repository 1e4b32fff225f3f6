import type { Brand } from '../lib/brand';

/** Milliseconds since 1970 by the clock of this browser. Compare only with its own kind. */
export type LocalMs = Brand<number, 'LocalMs'>;
/** Milliseconds since 1970 by the clock of one server. Compare only within that server, or with a stated uncertainty. */
export type ServerMs = Brand<number, 'ServerMs'>;

export const localMs = (ms: number) => ms as LocalMs;
export const serverMs = (ms: number) => ms as ServerMs;

/** A span in milliseconds; plain, since spans of all clocks are comparable. */
export type DurationMs = number;
