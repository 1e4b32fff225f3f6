import type { AccountId, ConsumerKey, DomainName, ServerId, ServerName, StreamKey, StreamName } from '../ids';
import type { Count } from '../count';
import type { ConsumerFacts } from '../inside/consumer';
import type { ConnectionFacts } from '../replies/servers';
import type { ServerMs } from '../time';
import type { ConfigChange, ConfigProblem, ConfigText, MessageHead, StreamPosition } from './asset-commands';

/** What has to be asked for one command alone, because no poll brings it. */
export type Look =
  | { readonly kind: 'nothing' }
  /**
   * `STREAM.INFO`: an update sends the whole configuration, and a field that it lacks falls back to its default. A stream
   * without a leader does not answer; of one that is not there the meta leader says so.
   */
  | {
      readonly kind: 'streamConfig';
      readonly account: AccountId;
      readonly domain: DomainName;
      readonly stream: StreamName;
    }
  /** VARZ: when the configuration was loaded. */
  | { readonly kind: 'serverConfig'; readonly server: ServerId }
  /** CONNZ of one connection. */
  | { readonly kind: 'client'; readonly server: ServerId; readonly cid: number }
  | AssetLook;

/** Of streams and consumers: answered by what is loaded with the first of them, since it knows every field. */
export type AssetLook =
  /** The stream of that name, held against a configuration that is asked for. */
  | { readonly kind: 'streamAgainst'; readonly stream: StreamKey; readonly config: ConfigText }
  | { readonly kind: 'consumerAgainst'; readonly consumer: ConsumerKey; readonly config: ConfigText }
  | { readonly kind: 'consumer'; readonly consumer: ConsumerKey }
  /** How far it is, and how many messages match; `filter` is `null`: all. */
  | { readonly kind: 'streamContent'; readonly stream: StreamKey; readonly filter: string | null }
  | { readonly kind: 'message'; readonly stream: StreamKey; readonly sequence: Count };

/** What the answer was; `nothing` also where none came. */
export type Looked =
  | { readonly kind: 'nothing' }
  | {
      readonly kind: 'streamConfig';
      /** `num_replicas`. */
      readonly replicas: number;
      /** Every other field, as JSON, integers exact; without metadata that the server keeps itself (`_nats.`). */
      readonly rest: string;
    }
  /** `STREAM.INFO`: the account has no such stream (10059). */
  | { readonly kind: 'streamGone' }
  | {
      readonly kind: 'serverConfig';
      readonly loadedAt: ServerMs | null;
      /** From 2.11 on; else `null`. */
      readonly digest: string | null;
    }
  | {
      readonly kind: 'client';
      /** `null`: no such connection. */
      readonly client: ConnectionFacts | null;
      /** It is one of this console's own. */
      readonly own: boolean;
    }
  /** `content`: `null` where nothing of that name is there. */
  | { readonly kind: 'streamAgainst'; readonly held: HeldConfig; readonly content?: StreamContent | null }
  | { readonly kind: 'consumerAgainst'; readonly held: HeldConfig; readonly facts: ConsumerFacts | null }
  | { readonly kind: 'consumer'; readonly facts: ConsumerFacts }
  /** `CONSUMER.INFO`: the stream has no such consumer (10014). */
  | { readonly kind: 'consumerGone' }
  | { readonly kind: 'streamContent'; readonly content: StreamContent }
  /** `message`: `null` where there is none at that sequence. */
  | { readonly kind: 'message'; readonly content: StreamContent; readonly message: MessageHead | null };

/** A configuration that is asked for, held against the one that is there. */
export interface HeldConfig {
  /** The one that is there, as text in one order; `null`: nothing of that name. */
  readonly present: ConfigText | null;
  /** When it was made, as told: another one of the same name is another one. */
  readonly created: string;
  /** What is sent: the whole configuration; `null`: what is asked for is none. */
  readonly body: ConfigText | null;
  readonly cli: string;
  readonly name: string;
  /** Copies that are asked for, and (0: not there) that are configured now. */
  readonly replicas: number;
  readonly replicasNow: number;
  /** From what is there to what a server makes of what is asked for. */
  readonly changes: readonly ConfigChange[];
  /** Fields in which what is there is not as asked for, by the servers' names. */
  readonly differing: readonly string[];
  readonly problems: readonly ConfigProblem[];
  /** It is asked to be sealed, and is not. */
  readonly seals: boolean;
  /** Copies are made or dropped: another number of them, or another placement. */
  readonly moves: boolean;
  /** Messages that a tighter limit deletes; `null`: some, or not known how many. */
  readonly messages: Count | null;
  /** Servers that could take a copy. */
  readonly candidates: readonly ServerName[];
}

/** A stream as its leader tells it now, in what deleting messages depends on. */
export interface StreamContent extends StreamPosition {
  /** As told: another stream of the same name is another one. */
  readonly created: string;
  /** When its last message came, by the server's clock; `null`: none has. */
  readonly lastTime?: ServerMs | null;
  readonly sealed: boolean;
  readonly denyDelete: boolean;
  readonly denyPurge: boolean;
  /** Sequences between the first and the last without a message. */
  readonly deleted: Count;
  readonly consumers: number;
  /** Messages that match the filter; `null`: more subjects than are counted. Without a filter all. */
  readonly matching: Count | null;
  /** Sequence of the first of them; `null`: there is none, or it was not read. */
  readonly firstMatching: Count | null;
}

export const noLook: Look = { kind: 'nothing' };
export const nothingLooked: Looked = { kind: 'nothing' };
