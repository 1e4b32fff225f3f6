import type { StreamName } from '../ids';

/** One page of `$JS.API.STREAM.NAMES`. */
export interface StreamNamesPage {
  readonly total: number;
  readonly offset: number;
  readonly limit: number;
  readonly names: readonly StreamName[];
}
