import type { AccountId, DomainName, StreamName } from '../ids';

/** What has to be asked for one command alone, because no poll brings it. */
export type Look =
  | { readonly kind: 'nothing' }
  /** `STREAM.INFO`: an update sends the whole configuration, and a field that it lacks falls back to its default. */
  | {
      readonly kind: 'streamConfig';
      readonly account: AccountId;
      readonly domain: DomainName;
      readonly stream: StreamName;
    };

/** What the answer was; `nothing` also where none came. */
export type Looked =
  | { readonly kind: 'nothing' }
  | {
      readonly kind: 'streamConfig';
      /** `num_replicas`. */
      readonly replicas: number;
      /** Every other field, as JSON, integers exact; without metadata that the server keeps itself (`_nats.`). */
      readonly rest: string;
    };

export const noLook: Look = { kind: 'nothing' };
export const nothingLooked: Looked = { kind: 'nothing' };
