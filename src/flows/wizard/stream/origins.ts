import type { StreamContext } from '../../../domain/stream-config/context';
import type { StreamConfig } from '../../../domain/stream-config/fields';

/**
 * Streams of the account that a mirror or a source could copy from, for the field of the form at `path`. None where it
 * copies from another account or domain, of which nothing is known here.
 */
export function originsFor(
  path: string,
  { name: own, mirror, sources }: Pick<StreamConfig, 'name' | 'mirror' | 'sources'>,
  { streams }: Pick<StreamContext, 'streams'>,
): readonly string[] {
  const [, index] = /^sources\.(\d+)\.name$/.exec(path) ?? [];
  const source = path === 'mirror.name' ? mirror : index === undefined ? undefined : sources[Number(index)];
  if (source === undefined || source === null || source.external !== null) return [];
  return streams
    .map(({ name }): string => name)
    .filter((name) => name !== own)
    .sort((a, b) => (a < b ? -1 : 1));
}
