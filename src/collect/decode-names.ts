import type { StreamName } from '../domain/ids';
import type { Observation } from '../domain/observation';
import { err, ok } from '../lib/result';
import type { Decoded } from '../wire/decoded';
import { streamNamesPage } from '../wire/stream-names';
import type { Intake } from './intake';

/** Reads all pages of the stream names of one account. One page that cannot be read spoils the list. */
export function decodeNames({ pages, ...told }: Extract<Intake, { kind: 'names' }>): Decoded<readonly Observation[]> {
  const names: StreamName[] = [];
  for (const page of pages) {
    const decoded = streamNamesPage.read(page);
    if (!decoded.ok) return err(decoded.error);
    names.push(...decoded.value.names);
  }
  return ok([{ ...told, names }]);
}
