import type { Looked } from '../../domain/command/looked';
import { field, fields, optional, size, type Fields } from '../decode';
import { apiFamily } from '../family';
import { writeJson } from '../write-json';

/** The configuration in the reply to `STREAM.INFO`, to be sent back changed in one field. */
export const streamConfigReply = apiFamily<Extract<Looked, { kind: 'streamConfig' }>>('STREAM.INFO', (reply) => {
  const config = field(reply, 'config', fields);
  const metadata = ownMetadata(optional(config, 'metadata', fields, {}));
  const others = Object.entries(config).filter(([name]) => name !== 'num_replicas' && name !== 'metadata');
  const rest = metadata === null ? others : [...others, ['metadata', metadata] as const];
  return {
    kind: 'streamConfig',
    replicas: field(config, 'num_replicas', size),
    // In one order, so that two readings can be compared, whichever version answers.
    rest: writeJson(Object.fromEntries(rest.sort(([a], [b]) => (a < b ? -1 : 1)))),
  };
});

/** From 2.11 on servers write what they need to know of a stream into its metadata, and refuse nobody who leaves it out. */
function ownMetadata(metadata: Fields): Fields | null {
  const own = Object.entries(metadata).filter(([name]) => !name.startsWith('_nats.'));
  return own.length === 0 ? null : Object.fromEntries(own);
}
