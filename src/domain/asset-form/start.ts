import type { Reading } from '../asset-config/read';
import { parseJsonText } from '../asset-config/json-text';
import { isRecord } from '../asset-config/config';
import { err, ok, type Result } from '../../lib/result';
import { jsonFault, type JsonFault } from './json-fault';

/** Why a text is nothing to start from. */
export type StartFault =
  | { readonly kind: 'empty' }
  /** More than 1 MiB: no configuration is so large. */
  | { readonly kind: 'tooLong' }
  | ({ readonly kind: 'notJson' } & JsonFault)
  /** JSON, and not an object. */
  | { readonly kind: 'notObject' }
  /** The answer of a server that says no, as `nats ... --json` hands it on. */
  | { readonly kind: 'refusal' }
  /** An object, and not one field of it is of a configuration. */
  | { readonly kind: 'nothingKnown' };

/** A configuration from a text that was pasted or dropped; what it does not know of it is kept beside it. */
export function startFrom<Config>(
  text: string,
  read: (json: unknown) => Reading<Config>,
): Result<Reading<Config>, StartFault> {
  if (text.trim() === '') return err({ kind: 'empty' });
  const json = parseJsonText(text);
  if (!json.ok) {
    if (json.error === 'tooLong') return err({ kind: 'tooLong' });
    const fault = jsonFault(text);
    return err(fault === null ? { kind: 'notObject' } : { kind: 'notJson', ...fault });
  }
  if (!isRecord(json.value)) return err({ kind: 'notObject' });
  if (isRecord(json.value['error'])) return err({ kind: 'refusal' });
  const reading = read(json.value);
  const inner = isRecord(json.value['config']) ? json.value['config'] : json.value;
  const known = Object.keys(inner).length - reading.unknown.filter(({ path }) => path.length === 1).length;
  return known <= 0 ? err({ kind: 'nothingKnown' }) : ok(reading);
}
