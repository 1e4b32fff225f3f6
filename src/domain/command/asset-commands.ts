import type { StreamHolding } from '../backup/holding';
import type { Count } from '../count';
import type { AccountId, ConsumerKey, DomainName, ServerName, StreamKey } from '../ids';
import type { DurationMs, ServerMs } from '../time';

/**
 * A configuration as JSON, integers exact: `jsonText(streamRequest(config, unknown))`. Text, so that it can be compared and
 * written down as it is. Fields that this console does not know are kept; the servers' own metadata (`_nats.`) never sent.
 */
export type ConfigText = string;

/** Wishes about what is inside an account. */
export type AssetCommand =
  | {
      readonly kind: 'streamCreate';
      readonly account: AccountId;
      readonly domain: DomainName;
      readonly config: ConfigText;
    }
  /** Makes a stream out of a backup. The data follow the request: only a job sends both. */
  | {
      readonly kind: 'streamRestore';
      readonly account: AccountId;
      readonly domain: DomainName;
      readonly config: ConfigText;
      /** The name that it had. */
      readonly original: string;
      /** `state` of `backup.json`, as JSON: it is sent back. */
      readonly state: string;
      readonly holding: StreamHolding;
    }
  /** The whole configuration: what it leaves out goes back to its default. Sealing is one with `sealed: true`. */
  | { readonly kind: 'streamUpdate'; readonly stream: StreamKey; readonly config: ConfigText }
  | {
      readonly kind: 'streamPurge';
      readonly stream: StreamKey;
      /** A subject, wildcards allowed; `null`: of every subject. */
      readonly filter: string | null;
      /** Messages before this sequence, which itself stays. Not together with `keep`. */
      readonly upToSequence: Count | null;
      /** That many of the newest stay. */
      readonly keep: Count | null;
    }
  | {
      readonly kind: 'messageDelete';
      readonly stream: StreamKey;
      readonly sequence: Count;
      /** Overwrites its bytes on disk as well. */
      readonly erase: boolean;
    }
  /** With a name: what has none cannot be read again afterwards. */
  | { readonly kind: 'consumerCreate'; readonly stream: StreamKey; readonly config: ConfigText }
  | { readonly kind: 'consumerUpdate'; readonly consumer: ConsumerKey; readonly config: ConfigText }
  | { readonly kind: 'consumerDelete'; readonly consumer: ConsumerKey }
  /** `until`: by the servers' clock; `null` resumes (2.11+). */
  | { readonly kind: 'consumerPause'; readonly consumer: ConsumerKey; readonly until: ServerMs | null }
  /** Delivers again from `sequence` on; `null`: from its ack floor on (2.14+). */
  | { readonly kind: 'consumerReset'; readonly consumer: ConsumerKey; readonly sequence: Count | null }
  /** The client that a priority group is pinned to gives way to another one (2.11+). */
  | { readonly kind: 'consumerUnpin'; readonly consumer: ConsumerKey; readonly group: string };

/** One field that differs, in the servers' names; values as JSON, `null`: left out. */
export interface ConfigChange {
  readonly field: string;
  readonly before: string | null;
  readonly after: string | null;
  /** It cannot be taken back later. */
  readonly isFinal: boolean;
}

/** What a server would refuse: the code of a rule of `stream-config` or `consumer-config`, and the field to blame in the server's name. */
export interface ConfigProblem {
  readonly rule: string;
  readonly field: string;
}

/** What will be different, counted. */
export type AssetEffect =
  | {
      readonly kind: 'streamComes';
      readonly replicas: number;
      /** Servers that could take a copy; the meta leader chooses. */
      readonly candidates: readonly ServerName[];
      readonly problems: readonly ConfigProblem[];
    }
  | {
      readonly kind: 'streamChanges';
      readonly changes: readonly ConfigChange[];
      readonly problems: readonly ConfigProblem[];
      /** No more messages, for good. */
      readonly seals: boolean;
      /** Copies are made or dropped. */
      readonly moves: boolean;
      /** Messages beyond a tighter limit, deleted at once; `null`: some, or not known how many. */
      readonly messages: Count | null;
    }
  | {
      readonly kind: 'messagesGo';
      /** `null`: not known. */
      readonly messages: Count | null;
      /** False: at most so many. */
      readonly isExact: boolean;
      /** All that the stream holds, and its sequences. `null`: it was not read. */
      readonly before: StreamPosition | null;
      /** The first message that the filter matches, by sequence; `null`: none, or no filter. */
      readonly firstMatching: Count | null;
      readonly consumers: number | null;
    }
  | {
      readonly kind: 'messageGoes';
      /** `null`: it was not read. */
      readonly message: MessageHead | null;
    }
  | { readonly kind: 'consumerComes'; readonly problems: readonly ConfigProblem[] }
  | {
      readonly kind: 'consumerChanges';
      readonly changes: readonly ConfigChange[];
      readonly problems: readonly ConfigProblem[];
    }
  | {
      readonly kind: 'consumerGoes';
      /** Delivered and not acknowledged. `null`, here and below: not known. */
      readonly ackPending: Count | null;
      readonly pending: Count | null;
      readonly waiting: Count | null;
      readonly isBound: boolean;
      /** With it go messages that no other consumer is interested in. */
      readonly ofInterest: boolean;
    }
  | {
      readonly kind: 'consumerPauses';
      /** It is paused now, until then. */
      readonly pausedUntil: ServerMs | null;
      /** From now on, by the server's clock; `null`: not known. */
      readonly left: DurationMs | null;
      readonly pending: Count | null;
    }
  | {
      readonly kind: 'consumerResets';
      /** The next sequence that is delivered. */
      readonly to: Count | null;
      readonly before: ConsumerSpot | null;
    }
  | { readonly kind: 'consumerUnpins'; readonly client: string | null; readonly since: ServerMs | null };

/** How far a stream is. */
export interface StreamPosition {
  readonly messages: Count;
  readonly firstSeq: Count;
  readonly lastSeq: Count;
}

/** How far a consumer is. Consumer sequences count deliveries from 1 on. */
export interface ConsumerSpot {
  readonly delivered: { readonly consumerSeq: Count; readonly streamSeq: Count };
  readonly ackFloor: { readonly consumerSeq: Count; readonly streamSeq: Count };
  readonly ackPending: Count;
}

/** A message without its body. */
export interface MessageHead {
  readonly subject: string;
  readonly time: string;
  /** Of the body. */
  readonly bytes: number;
}
