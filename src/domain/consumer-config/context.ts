import type { StreamConfig } from '../stream-config/fields';
import type { Limits } from '../stream-config/context';
import type { ConsumerName } from '../ids';
import type { Version } from '../version';
import type { ConsumerConfig } from './fields';

/** What is known when a consumer is made or changed. Each part that is not known (`null`) leaves its rules out. */
export interface ConsumerContext {
  /** The lowest in the cluster: see `lowestVersion`. */
  readonly version: Version | null;
  /** The stream, as its server tells it. */
  readonly stream: StreamConfig;
  /** All consumers of the stream but those that the servers made for mirrors and sources. */
  readonly consumers: readonly { readonly name: ConsumerName; readonly config: ConsumerConfig }[];
  readonly limits: Limits | null;
  /** The consumer that is to be changed; `null`: it is to be created. */
  readonly edited: ConsumerConfig | null;
}
