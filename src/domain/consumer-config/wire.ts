import { isRecord } from '../asset-config/config';
import { readConfig, type Reading, type Unknown } from '../asset-config/read';
import { writeConfig, type JsonObject } from '../asset-config/write';
import { consumerFields, type ConsumerConfig } from './fields';

/**
 * Reads a consumer's configuration as a server tells it, or from what `nats consumer add --config` takes: a configuration,
 * or the whole output of `nats consumer info --json`, which holds one.
 */
export function readConsumerConfig(json: unknown): Reading<ConsumerConfig> {
  return readConfig(consumerFields, isRecord(json) && isRecord(json['config']) ? json['config'] : json);
}

/** The configuration within the body of CONSUMER.CREATE; an update, too, holds all fields. */
export function consumerSettings(config: ConsumerConfig, unknown: readonly Unknown[] = []): JsonObject {
  return writeConfig(consumerFields, config, unknown);
}

/** The body of CONSUMER.CREATE. `action` is understood from 2.10 on: an older server makes or changes, as it finds. */
export function consumerRequest(
  stream: string,
  config: ConsumerConfig,
  action: 'create' | 'update',
  unknown: readonly Unknown[] = [],
): JsonObject {
  return { stream_name: stream, config: consumerSettings(config, unknown), action };
}
