import { streamName } from '../../domain/ids';
import type { StreamContext } from '../../domain/stream-config/context';
import { streamConfig, type StreamConfig } from '../../domain/stream-config/fields';
import { isRefused, validateStream } from '../../domain/stream-config/validate';
import { parseVersion } from '../../domain/version';

/** Nothing is known but the version, so that a configuration is judged by itself. */
export const alone: StreamContext = {
  version: parseVersion('2.15.1'),
  streams: [],
  limits: null,
  room: null,
  edited: null,
};

/** Streams that are there. */
export const beside = (...streams: readonly Partial<StreamConfig>[]): Pick<StreamContext, 'streams'> => ({
  streams: streams.map((given) => ({ name: streamName(given.name ?? ''), config: streamConfig(given) })),
});

/** What a server would refuse of a stream `S` that takes in `s.>`, each as its rule and the fields that it blames. */
export function errorsOf(given: Partial<StreamConfig>, context: Partial<StreamContext> = {}): readonly string[] {
  const config = streamConfig({ name: 'S', subjects: ['s.>'], ...given });
  return validateStream(config, { ...alone, ...context })
    .filter((problem) => isRefused([problem]))
    .map(({ rule, fields }) => [rule, ...fields].join(' '));
}
