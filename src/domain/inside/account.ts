import type { ConsumerConfig } from '../consumer-config/fields';
import type { AccountId, ConsumerName, DomainName, StreamKey } from '../ids';
import type { ExistingStream, Limits } from '../stream-config/context';

/** What an account has, so that what is to be made can be held against it. */
export interface AccountOps {
  readonly accountStreams: {
    readonly args: { readonly account: AccountId; readonly domain: DomainName };
    readonly value: AccountStreams;
  };
  /** By `$JS.API.INFO`. */
  readonly accountLimits: {
    readonly args: { readonly account: AccountId; readonly domain: DomainName };
    readonly value: Limits;
  };
  readonly streamConsumers: { readonly args: { readonly stream: StreamKey }; readonly value: StreamConsumers };
}

/** The streams of an account with their configurations. */
export interface AccountStreams {
  readonly streams: readonly ExistingStream[];
  /** Streams that the account has by the servers' count. */
  readonly total: number;
  /** Every one of them is among `streams`. False: some did not answer (no leader), or there are more than are read. */
  readonly complete: boolean;
}

/** The consumers of a stream with their configurations, without those that servers made for mirrors and sources. */
export interface StreamConsumers {
  readonly consumers: readonly { readonly name: ConsumerName; readonly config: ConsumerConfig }[];
  readonly complete: boolean;
}
