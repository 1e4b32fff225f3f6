import type { BackupFacts } from '../../domain/backup/backup';
import type { StreamHolding } from '../../domain/backup/holding';
import { readStreamConfig } from '../../domain/stream-config/wire';
import { counter, field, fields, optional, size, text, timeOrNull, type Fields } from '../decode';
import { exact } from '../exact';
import { apiFamily, family } from '../family';
import { writeJson } from '../write-json';

/** The first word of a server that is asked for a snapshot. */
export interface SnapshotBegun {
  /** `backup.json`, as `nats stream backup` writes it: the configuration and the state, integers exact. */
  readonly description: string;
  readonly holding: StreamHolding;
}

export const snapshotReply = apiFamily<SnapshotBegun>('STREAM.SNAPSHOT', (reply) => {
  const config = field(reply, 'config', fields);
  const state = field(reply, 'state', fields);
  return { description: writeJson({ config, state }), holding: holdingOf(state) };
});

/** What `backup.json` says. */
export type Description = Omit<BackupFacts, 'format' | 'size'>;

export const descriptionFamily = family<Description>('backup.json', (value) => {
  const description = fields(value);
  const state = field(description, 'state', fields);
  const { config, unknown } = readStreamConfig(exact(field(description, 'config', fields)));
  return {
    config,
    unknown,
    holding: holdingOf(state),
    firstTime: optional(state, 'first_ts', timeOrNull, null),
    lastTime: optional(state, 'last_ts', timeOrNull, null),
    state: writeJson(state),
  };
});

/** Where the data of a restore are to be sent. */
export const restoreReply = apiFamily<{ readonly deliverTo: string }>('STREAM.RESTORE', (reply) => ({
  deliverTo: field(reply, 'deliver_subject', text),
}));

function holdingOf(state: Fields): StreamHolding {
  return {
    messages: field(state, 'messages', counter),
    bytes: optional(state, 'bytes', counter, 0),
    firstSeq: field(state, 'first_seq', counter),
    lastSeq: field(state, 'last_seq', counter),
    consumers: optional(state, 'consumer_count', size, 0),
  };
}
