import type { Reading } from '../asset-config/read';
import type { ConsumerConfig } from '../consumer-config/fields';
import type { ConsumerSpot } from '../command/asset-commands';
import type { Count } from '../count';
import type { ConsumerKey, ServerName } from '../ids';
import type { DurationMs, ServerMs } from '../time';

/** Questions about one consumer. */
export interface ConsumerOps {
  /** `CONSUMER.INFO`. A consumer that is not there is `refused` with code 10014, a stream with 10059. */
  readonly consumerDetail: { readonly args: { readonly consumer: ConsumerKey }; readonly value: ConsumerDetail };
}

/** A consumer's state, as its leader tells it now. */
export interface ConsumerFacts extends ConsumerSpot {
  /** As told, to the nanosecond: another consumer of the same name is another one. */
  readonly created: string;
  /** `null` without clustering. */
  readonly leader: ServerName | null;
  readonly redelivered: Count;
  readonly waiting: Count;
  /** Messages not delivered yet ("unprocessed"). */
  readonly pending: Count;
  readonly pushBound: boolean;
  readonly lastDelivered: ServerMs | null;
  readonly lastAcknowledged: ServerMs | null;
  readonly paused: boolean;
  /** `config.pause_until`, also one that has passed. */
  readonly pauseUntil: ServerMs | null;
  readonly pauseLeft: DurationMs | null;
  /** The server's clock when it told so (2.10+). */
  readonly toldAt: ServerMs | null;
  readonly deliverPolicy: string;
  /** 0: none. */
  readonly startSequence: Count;
  readonly isPush: boolean;
  readonly priorityPolicy: string;
  readonly priorityGroups: readonly PriorityGroup[];
  /** Made by the servers for a mirror or a source. */
  readonly internal: boolean;
}

/** A priority group, and whom it is pinned to (2.11+). */
export interface PriorityGroup {
  readonly name: string;
  readonly client: string | null;
  readonly since: ServerMs | null;
}

/** Both halves of one answer: its state, and its configuration as it was read. */
export interface ConsumerDetail extends Reading<ConsumerConfig> {
  readonly facts: ConsumerFacts;
}
