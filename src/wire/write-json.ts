import { mark } from './json';

const markedInteger = new RegExp(`"${mark}(-?\\d+)"`, 'g');

/** Writes what `parseJson` read, with the integers as they were. Apart from it: only commands write. */
export function writeJson(value: unknown): string {
  return JSON.stringify(value).replaceAll(markedInteger, '$1');
}
