import type { StreamDetail } from '../../domain/inside/ops';
import { readStreamConfig } from '../../domain/stream-config/wire';
import { field, fields } from '../decode';
import { apiFamily } from '../family';
import { exact } from '../exact';

/** The configuration in the reply to `STREAM.INFO`. */
export const streamDetailReply = apiFamily<StreamDetail>('STREAM.INFO', (reply) => {
  const { config, unknown } = readStreamConfig(exact(field(reply, 'config', fields)));
  return { config, unknown };
});
