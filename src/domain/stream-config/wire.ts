import { isRecord } from '../asset-config/config';
import { readConfig, type Reading, type Unknown } from '../asset-config/read';
import { writeConfig, type JsonObject } from '../asset-config/write';
import { streamFields, type StreamConfig } from './fields';

/**
 * Reads a stream's configuration as a server tells it, or from what `nats stream add --config` takes: a configuration, or
 * the whole output of `nats stream info --json`, which holds one.
 */
export function readStreamConfig(json: unknown): Reading<StreamConfig> {
  return readConfig(streamFields, isRecord(json) && isRecord(json['config']) ? json['config'] : json);
}

/** The body of STREAM.CREATE and STREAM.UPDATE. An update holds all fields: what it leaves out goes back to its default. */
export function streamRequest(config: StreamConfig, unknown: readonly Unknown[] = []): JsonObject {
  return writeConfig(streamFields, config, unknown);
}
