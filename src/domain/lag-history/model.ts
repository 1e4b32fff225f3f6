import type { LogLamp, Mark, Presence, ReplicaModel, StoreLamp } from '../cluster/model';
import type { AccountId, DomainName, ServerName, StreamKey, StreamName } from '../ids';
import type { LocalMs } from '../time';
import type { LagUse } from './store';

/** The copies of the whole cluster that are behind, or were within the last hour; the worst first. */
export interface LagBoard {
  readonly rows: readonly LagRow[];
  /** Copies that are behind now, by a number or by a bound. */
  readonly behind: number;
  /** Copies of which it is not known how far behind they are. */
  readonly unknown: number;
  /** Rows beyond the most that are listed. */
  readonly more: number;
  /** All copies of streams with more than one. */
  readonly copies: number;
  readonly use: LagUse;
  /** Since when this console looks. */
  readonly startedAt: LocalMs | null;
}

/** One copy on the board. */
export interface LagRow {
  readonly stream: StreamKey;
  readonly domain: DomainName;
  readonly account: AccountId;
  readonly accountName: string;
  readonly name: StreamName;
  readonly server: ServerName;
  readonly role: ReplicaModel['role'];
  readonly presence: Presence;
  readonly mark: Mark;
  readonly store: StoreLamp;
  readonly log: LogLamp;
  /** The most messages it was behind while that was known, within the history; `null`: never or not kept. */
  readonly peak: { readonly messages: number; readonly at: LocalMs } | null;
  /** Behind or not known since then, without a break; `null` while complete, or where no history is kept. */
  readonly since: LocalMs | null;
  /** False: its history was dropped for those of worse ones. */
  readonly kept: boolean;
  readonly asOf: LocalMs | null;
}

/**
 * How far behind one copy was over time: `values[i]` messages from `times[i]` (ms since 1970, this browser's clock) until
 * the next; -1: not known. The last one holds until now. Dropped or never looked at: no points.
 */
export interface LagSeries {
  readonly stream: StreamKey;
  readonly account: AccountId;
  readonly accountName: string;
  readonly name: StreamName;
  readonly server: ServerName;
  readonly kept: boolean;
  readonly times: Float64Array;
  readonly values: Float64Array;
}
