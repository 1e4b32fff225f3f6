import type { LocalMs } from './time';

/** One entry of the time line. */
export interface ActivityRow {
  readonly id: string;
  /** The last time. */
  readonly at: LocalMs;
  /** How often, where the same was said again and again: a group without a quorum says so every 20 s. */
  readonly times: number;
  /** The first time. */
  readonly since: LocalMs;
  readonly kind:
    | 'metaElection'
    | 'streamElection'
    | 'consumerElection'
    | 'quorumLost'
    | 'silence'
    | 'return'
    | 'shutdown'
    | 'lameduck'
    | 'serverRemoved'
    | 'action'
    | 'evacuationBegun'
    | 'evacuationPaused'
    | 'evacuationGoesOn'
    | 'evacuationStopped'
    | 'evacuationCancelling'
    | 'evacuationCancelled'
    | 'evacuationEnded'
    | 'link';
  readonly subject: string;
  readonly from: string | null;
  readonly to: string | null;
}
