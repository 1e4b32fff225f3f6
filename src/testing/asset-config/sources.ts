import { defaults } from '../../domain/asset-config/config';
import { sourceFields, type Source } from '../../domain/stream-config/source-fields';

/** A mirror or source with all but the given fields at their defaults. */
export function source(given: Partial<Source> & Pick<Source, 'name'>): Source {
  return { ...defaults(sourceFields), ...given };
}
