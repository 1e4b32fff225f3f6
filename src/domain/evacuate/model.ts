import type { DesiredFacts } from '../replies/raft';
import type { ClusterModel, MetaGroup, ServerModel, StreamModel } from '../cluster/model';
import type { Outcome } from '../command/command';
import type { DomainName, ServerName, StreamKey } from '../ids';
import type { DurationMs, LocalMs } from '../time';

/** The rows that an evacuation is planned from; a page has them as well as the engine. */
export interface EvacuationCluster {
  readonly link: ClusterModel['link'];
  readonly servers: readonly ServerModel[];
  readonly metas: readonly MetaGroup[];
  readonly streams: readonly StreamModel[];
}

/** Why no other server takes the copy. */
export type Stay =
  /** Every server of its cluster holds a copy already. */
  | { readonly kind: 'everywhere' }
  /** Its placement asks for tags that no other server has. */
  | { readonly kind: 'tags'; readonly tags: readonly string[] }
  /** Copies must differ in a tag, and no other value of it is left. */
  | { readonly kind: 'uniqueTag' }
  | { readonly kind: 'noRoom' }
  /** It is the only one, and these servers could lose it after a move. */
  | { readonly kind: 'onlyCopyAtRisk' }
  /** For more than one of these reasons, or others. */
  | { readonly kind: 'noneFits' };

/** Why its turn cannot come yet. */
export type Wait = 'turn' | 'noLeader' | 'changing' | 'incomplete' | 'unread';

/** How far the new copy is, by its own store. */
export interface Filling {
  readonly server: ServerName;
  /** 0 to 1; `null`: it has not said. */
  readonly share: number | null;
  readonly left: DurationMs | null;
}

export type Phase =
  | { readonly kind: 'waits'; readonly why: Wait }
  | { readonly kind: 'stays'; readonly why: Stay }
  /** Asked for, and the copy is still there. `desired`: what the leader is at (2.15). */
  | { readonly kind: 'moves'; readonly desired: DesiredFacts | null; readonly filling: Filling | null }
  /** The copy is gone from the server, and the new one is not complete: up to 2.10 it goes first. */
  | { readonly kind: 'fills'; readonly filling: Filling | null }
  | { readonly kind: 'gone' }
  | { readonly kind: 'failed'; readonly outcome: Outcome };

/** One stream of an evacuation. */
export interface EvacuationRow {
  readonly stream: StreamModel;
  readonly phase: Phase;
  /** It leads there. */
  readonly leads: boolean;
  /** Servers that could take the copy, the likeliest first, with what goes before it taken into account. */
  readonly candidates: readonly ServerName[];
}

/** What keeps a server from being stopped without loss. */
export type Verdict =
  | { readonly kind: 'safe' }
  /** It does not answer, or has not said what it holds. */
  | { readonly kind: 'notKnown' }
  | {
      readonly kind: 'left';
      readonly copies: number;
      /** Of these, the only ones of their stream. */
      readonly onlyCopies: number;
      readonly leads: number;
      /** Copies of consumers, by the server's own count. */
      readonly consumers: number;
      readonly leadsMeta: boolean;
      /** New copies elsewhere that are not complete. */
      readonly filling: number;
    };

/** An evacuation as it stands. */
export interface Evacuation {
  readonly rows: readonly EvacuationRow[];
  readonly verdict: Verdict;
}

/** What stops an evacuation by itself, and does not let one begin. */
export type Alarm =
  | { readonly kind: 'linkNotLive' }
  | { readonly kind: 'noMetaLeader' }
  /** As many members of the meta group answer as it needs. */
  | { readonly kind: 'noSpareVote' }
  | { readonly kind: 'serverSilent'; readonly server: ServerName }
  /** A stream has lost its quorum, or all of its copies. */
  | { readonly kind: 'streamStopped'; readonly stream: StreamKey }
  | { readonly kind: 'moveFailed'; readonly stream: StreamKey }
  /** The server was asked to give up the leadership of the meta group, and leads it still, or again. */
  | { readonly kind: 'leadsMetaStill' }
  /** What is asked for once, for the whole server, came to nothing. */
  | { readonly kind: 'requestFailed'; readonly outcome: Outcome };

/** `allAtOnce`: one request for the whole server (2.15), where every stream has a server to go to. */
export type Pace = 'paced' | 'allAtOnce';

export type RunState =
  | { readonly kind: 'running' }
  /** Nothing more is begun; what was begun goes on. */
  | { readonly kind: 'paused' }
  | { readonly kind: 'stopped'; readonly alarm: Alarm }
  /** What runs is taken back. */
  | { readonly kind: 'cancelling' }
  | { readonly kind: 'cancelled' }
  | { readonly kind: 'ended' };

/** What only the engine that drives an evacuation remembers of it. The rest is in the model, also for a page that comes later. */
export interface EvacuationRun {
  readonly server: ServerName;
  readonly domain: DomainName;
  readonly pace: Pace;
  readonly state: RunState;
  readonly startedAt: LocalMs;
  /** Streams that had a copy there since it began. */
  readonly streams: readonly StreamKey[];
  /** Those of which a request is under way. */
  readonly sent: readonly StreamKey[];
  readonly failed: readonly { readonly stream: StreamKey; readonly outcome: Outcome }[];
  /** Meta step-downs asked for. */
  readonly stepDowns: number;
  /** The request for the whole server was sent. */
  readonly askedAll: boolean;
}

export type EvacuationRequest =
  /** Begins, or goes on after a pause or an alarm. */
  | { readonly kind: 'start'; readonly server: ServerName; readonly domain: DomainName; readonly pace: Pace }
  | { readonly kind: 'pause' }
  /** Takes back what runs, also what an earlier page began. */
  | { readonly kind: 'cancel'; readonly server: ServerName; readonly domain: DomainName };

/** Why an evacuation does not begin. */
export type EvacuationRefusal =
  | Alarm
  | { readonly kind: 'readOnly' }
  /** A change of members runs, in this page or another one of this browser. */
  | { readonly kind: 'anotherRunning' };

/** The rows of a model. */
export function clusterOf({ link, servers, metas, streams }: ClusterModel): EvacuationCluster {
  return { link, servers: [...servers.values()], metas: [...metas.values()], streams: [...streams.values()] };
}
