import type { AccountId, DomainName } from '../domain/ids';
import type { AccountAccess, LinkState, RequestKind } from '../domain/observation';
import type { LocalMs } from '../domain/time';

/**
 * One thing that came in. Everything the model ever learns passes as one of these, so that a recorded log gives the same
 * model again. Holds no login data: those never enter a reply or an event that is asked for here.
 */
export type Intake =
  | { readonly kind: 'link'; readonly at: LocalMs; readonly link: LinkState }
  | {
      readonly kind: 'roundBegin';
      readonly at: LocalMs;
      readonly round: number;
      readonly request: RequestKind;
      readonly subject: string;
      readonly body: string;
    }
  | {
      readonly kind: 'reply';
      readonly at: LocalMs;
      readonly round: number;
      readonly family: ReplyFamily;
      readonly payload: Uint8Array;
    }
  | {
      readonly kind: 'roundEnd';
      readonly at: LocalMs;
      readonly round: number;
      readonly interrupted: boolean;
      /** Replies that came but could not be unpacked. */
      readonly damaged: number;
    }
  | { readonly kind: 'event'; readonly at: LocalMs; readonly subject: string; readonly payload: Uint8Array }
  | { readonly kind: 'access'; readonly at: LocalMs; readonly account: AccountId; readonly access: AccountAccess }
  /** All pages of `STREAM.NAMES` of one account. */
  | {
      readonly kind: 'names';
      readonly at: LocalMs;
      readonly account: AccountId;
      /** Of the API that answered; left out while that is not known. */
      readonly domain?: DomainName;
      readonly pages: readonly Uint8Array[];
    };

/** How the replies of a round are to be read. `placement`: JSZ that asked for the streams of every account. */
export type ReplyFamily =
  'idz' | 'statsz' | 'summary' | 'placement' | 'account' | 'routes' | 'gateways' | 'leafs' | 'raft';
