import { streamName } from '../domain/ids';
import type { SourceFacts, StreamConfig, StreamDetail, StreamState } from '../domain/replies/jsz';
import { consumerDetail } from './consumer';
import {
  counter,
  field,
  fields,
  flag,
  limit,
  list,
  Mismatch,
  named,
  nanoseconds,
  oneOf,
  optional,
  otherThan,
  rows,
  size,
  text,
  textOrNull,
  timeOrNull,
  type Decoder,
} from './decode';
import { contact, groupFacts } from './raft';

/** One row of `stream_detail`. */
export function streamDetail(value: unknown): StreamDetail {
  const stream = fields(value);
  return {
    name: field(stream, 'name', named(streamName)),
    created: optional(stream, 'created', timeOrNull, null),
    group: optional(stream, 'cluster', groupFacts, null),
    config: optional(stream, 'config', streamConfig, null),
    state: field(stream, 'state', streamState),
    consumers: optional(stream, 'consumer_detail', list(consumerDetail), null),
    mirror: optional(stream, 'mirror', sourceFacts, null),
    sources: rows(stream, 'sources', sourceFacts),
  };
}

/** The responder's own copy. */
export function streamState(value: unknown): StreamState {
  const state = fields(value);
  return {
    messages: field(state, 'messages', counter),
    bytes: field(state, 'bytes', counter),
    firstSeq: field(state, 'first_seq', counter),
    firstTime: optional(state, 'first_ts', timeOrNull, null),
    lastSeq: field(state, 'last_seq', counter),
    lastTime: optional(state, 'last_ts', timeOrNull, null),
    subjects: optional(state, 'num_subjects', size, 0),
    deleted: optional(state, 'num_deleted', size, 0),
    lost: optional(state, 'lost', lostMessages, 0),
    consumers: optional(state, 'consumer_count', size, 0),
  };
}

/** `lost: {msgs, bytes}`: the sequences, of which their number is all that matters here. */
const lostMessages: Decoder<number> = (value) => optional(fields(value), 'msgs', length, 0);

/** Only counted: there may be any number, and a reply comes with every poll. */
const length: Decoder<number> = (value) => {
  if (!Array.isArray(value)) throw new Mismatch('not a list');
  return value.length;
};

/** `mirror` and `sources` of a stream's record: how far it follows another stream. */
function sourceFacts(value: unknown): SourceFacts {
  const source = fields(value);
  const external = optional(source, 'external', externalApi, null);
  return {
    ...(external === null ? {} : { external }),
    name: field(source, 'name', text),
    lag: optional(source, 'lag', counter, 0),
    active: optional(source, 'active', contact, null),
    error: optional(source, 'error', errorText, null),
  };
}

function externalApi(value: unknown): string | null {
  return optional(fields(value), 'api', textOrNull, null);
}

const errorText: Decoder<string | null> = (value) =>
  typeof value === 'string' ? textOrNull(value) : optional(fields(value), 'description', textOrNull, null);

const knownNames = new Set([
  ...['name', 'subjects', 'description', 'retention', 'storage', 'num_replicas', 'max_msgs', 'max_bytes', 'max_age'],
  ...['discard', 'placement', 'mirror', 'sources', 'sealed'],
]);

/** Configuration as stored: unlike the request that made it, with every default filled in. */
export function streamConfig(value: unknown): StreamConfig {
  const config = fields(value);
  const placement = optional(config, 'placement', fields, {});
  return {
    subjects: rows(config, 'subjects', text),
    description: optional(config, 'description', text, ''),
    retention: optional(config, 'retention', oneOf('limits', 'interest', 'workqueue'), null),
    storage: optional(config, 'storage', oneOf('file', 'memory'), null),
    replicas: field(config, 'num_replicas', size),
    maxMessages: optional(config, 'max_msgs', limit, 'unlimited'),
    maxBytes: optional(config, 'max_bytes', limit, 'unlimited'),
    maxAge: optional(config, 'max_age', nanoseconds, 0) || 'unlimited',
    discard: optional(config, 'discard', oneOf('old', 'new'), null),
    placementCluster: optional(placement, 'cluster', textOrNull, null),
    placementTags: rows(placement, 'tags', text),
    mirrorOf: optional(config, 'mirror', sourceName, null),
    sourcesOf: rows(config, 'sources', sourceName),
    sealed: optional(config, 'sealed', flag, false),
    other: otherThan(knownNames, config),
  };
}

const sourceName: Decoder<string> = (value) => field(fields(value), 'name', text);
