import type { Presence, Quorum, StreamModel } from '../cluster/model';
import type { Verdict } from '../evacuate/model';
import type { DomainName, ServerName } from '../ids';

/**
 * How far a step of a check-list is. Read from the cluster each time and never remembered, so that a page that comes later
 * finds the same.
 */
export type StepState =
  /** The cluster shows its result. */
  | 'done'
  /** Its turn. */
  | 'open'
  /** Begun, here or elsewhere, and not through. */
  | 'busy'
  /** Its turn, and something keeps it from being done. */
  | 'blocked'
  /** One before it is not done. */
  | 'locked'
  /** What it would be read from is not known now. */
  | 'unknown';

/** What does not hold, and has to before a server is touched. */
export type Hindrance =
  | { readonly kind: 'noMetaLeader' }
  /** As many members of the meta group answer as it needs. */
  | { readonly kind: 'noSpareVote'; readonly quorum: Quorum }
  /** Members of the meta group that do not answer, or that its leader does not hear. */
  | { readonly kind: 'silent'; readonly servers: readonly ServerName[] }
  /** Votes that the meta group keeps for servers that nobody knows. */
  | { readonly kind: 'ghosts'; readonly count: number }
  /** Streams without a quorum, or with all of their copies on servers that do not answer. */
  | { readonly kind: 'stopped'; readonly streams: readonly StreamModel[] }
  /** Streams without a leader, with a copy that does not answer, or with one that is not complete. */
  | { readonly kind: 'notWhole'; readonly streams: readonly StreamModel[] }
  | { readonly kind: 'changing'; readonly streams: readonly StreamModel[] }
  /** Streams whose state is not known. */
  | { readonly kind: 'unread'; readonly streams: readonly StreamModel[] };

/** A step, with what its sentence is made of. */
export type CheckStep =
  /** Nothing is broken that the loss of one more server would make worse. */
  | { readonly id: 'ready'; readonly state: StepState; readonly hindrances: readonly Hindrance[] }
  | {
      readonly id: 'leaders';
      readonly state: StepState;
      /** Streams with more than one copy that it leads, and another member could. */
      readonly streams: number;
      /** Those that nobody takes over now. */
      readonly staying: number;
      readonly leadsMeta: boolean;
    }
  | {
      readonly id: 'copies';
      readonly state: StepState;
      readonly verdict: Verdict;
      /** Streams whose copies are on their way. */
      readonly moving: number;
      /** Streams that no other server takes. */
      readonly staying: number;
    }
  | { readonly id: 'meta'; readonly state: StepState }
  | {
      readonly id: 'stop';
      readonly state: StepState;
      readonly presence: Presence;
      /** Streams that have their only copy there, and those that take no writes without it. */
      readonly unreachable: readonly StreamModel[];
      readonly stopping: readonly StreamModel[];
    }
  | {
      readonly id: 'start';
      readonly state: StepState;
      readonly presence: Presence;
      /** Others that do not answer either. */
      readonly others: readonly ServerName[];
    }
  | { readonly id: 'remove'; readonly state: StepState; readonly quorum: Quorum | null }
  /** Everything is whole again. */
  | { readonly id: 'whole'; readonly state: StepState; readonly hindrances: readonly Hindrance[] };

/** How a server is taken out for good. */
export interface TakeOut {
  readonly server: ServerName;
  readonly domain: DomainName;
  /** `false`: nobody speaks of such a server, any more or ever. */
  readonly known: boolean;
  readonly steps: readonly CheckStep[];
  /** Every step is done. */
  readonly ended: boolean;
}

export type RestartState = 'restarted' | 'current' | 'down' | 'waiting';

/** One server of a rolling restart. */
export interface RestartRow {
  readonly server: ServerName;
  readonly version: string | null;
  readonly state: RestartState;
}

/** How all servers are restarted, one after the other. */
export interface RollingRestart {
  /** In the order in which they are restarted. */
  readonly servers: readonly RestartRow[];
  /** The one whose turn it is; `null`: none, or all are restarted. */
  readonly current: ServerName | null;
  /** Of that one; without one only whether everything is whole. */
  readonly steps: readonly CheckStep[];
  readonly ended: boolean;
}

/** What has not been reached stays locked, unless the cluster shows that it is done or under way all the same. */
export function inOrder(steps: readonly CheckStep[]): readonly CheckStep[] {
  let isLocked = false;
  return steps.map((step): CheckStep => {
    const state = isLocked && (step.state === 'open' || step.state === 'blocked') ? 'locked' : step.state;
    isLocked ||= step.state !== 'done';
    return { ...step, state };
  });
}
