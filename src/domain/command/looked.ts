import type { AccountId, DomainName, ServerId, StreamName } from '../ids';
import type { ConnectionFacts } from '../replies/servers';
import type { ServerMs } from '../time';

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
  | { readonly kind: 'client'; readonly server: ServerId; readonly cid: number };

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
    };

export const noLook: Look = { kind: 'nothing' };
export const nothingLooked: Looked = { kind: 'nothing' };
