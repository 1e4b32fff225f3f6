import { err, ok, type Result } from '../../lib/result';
import { isList, isObject, type Json } from './write';

/** JSON with two blanks of indentation and exact integers, which `JSON.stringify` has no form for. */
export function jsonText(json: Json, indent = ''): string {
  if (typeof json === 'bigint') return String(json);
  const inner = `${indent}  `;
  if (isList(json)) {
    if (json.length === 0) return '[]';
    return `[\n${json.map((item) => `${inner}${jsonText(item, inner)}`).join(',\n')}\n${indent}]`;
  }
  if (!isObject(json)) return JSON.stringify(json);
  const entries = Object.entries(json);
  if (entries.length === 0) return '{}';
  const lines = entries.map(([key, value]) => `${inner}${JSON.stringify(key)}: ${jsonText(value, inner)}`);
  return `{\n${lines.join(',\n')}\n${indent}}`;
}

/** Characters of a pasted configuration that are still read. */
const maxText = 1024 * 1024;
const textOrNumber = /"(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g;

/** Parses what a person pastes or opens. Integers beyond 2^53 come as `bigint`, never rounded. */
export function parseJsonText(text: string): Result<unknown, 'tooLong' | 'notJson'> {
  if (text.length > maxText) return err('tooLong');
  try {
    const mark = markFor(text);
    const marked = text.replace(textOrNumber, (part) =>
      /^-?\d{16,}$/.test(part) && !Number.isSafeInteger(Number(part)) ? `"${mark}${part}"` : part,
    );
    return ok(
      JSON.parse(marked, (_key, value: unknown) =>
        typeof value === 'string' && value.startsWith(mark) ? BigInt(value.slice(mark.length)) : value,
      ),
    );
  } catch {
    return err('notJson');
  }
}

/** What no text within the message begins with, so that no text passes for an integer. Throws where it is not JSON. */
function markFor(text: string): string {
  const texts: string[] = [];
  JSON.parse(text, (_key, value: unknown) => {
    if (typeof value === 'string') texts.push(value);
    return value;
  });
  let mark = 'integer:';
  while (texts.some((one) => one.startsWith(mark))) mark += ':';
  return mark;
}
