import type { Shape } from '../../../domain/asset-config/field';
import { wordsOf } from '../../../domain/asset-form/draft';
import {
  bytesText,
  durationText,
  parseBytes,
  parseCount,
  parseDuration,
  parseMoment,
} from '../../../domain/asset-form/units';
import { approximate, type Count } from '../../../domain/count';
import { formatCount, formatDuration, readBytes, textOf } from '../../../widgets/format';

/** What was typed, as it is understood; `null`: it is not, or says it already. */
export function readBack(shape: Shape, typed: string): string | null {
  const text = typed.trim();
  if (text === '') return null;
  switch (shape.kind) {
    case 'byteLimit': {
      const read = parseBytes(text);
      return read.ok ? bytesWords(read.value) : null;
    }
    case 'limit':
    case 'count': {
      const read = parseCount(text);
      const words = read.ok ? formatCount(read.value) : null;
      return words === text ? null : words;
    }
    case 'duration': {
      const read = parseDuration(text);
      return read.ok ? durationWords(read.value) : null;
    }
    case 'durations': {
      const read = wordsOf(text).map(parseDuration);
      return read.every((one) => one.ok) ? read.map(({ value }) => durationWords(value)).join(', ') : null;
    }
    case 'time': {
      const read = parseMoment(text);
      return read.ok && read.value !== text ? read.value : null;
    }
    case 'name':
    case 'text':
    case 'subject':
    case 'subjects':
    case 'texts':
    case 'flag':
    case 'entries':
    case 'choice':
    case 'part':
    case 'parts':
      return null;
  }
}

/** `10 GiB, 10,737,418,240 B` */
export function bytesWords(bytes: Count): string {
  const reading = readBytes(bytes);
  const words = textOf(reading);
  return words === reading.exact ? words : `${words}, ${reading.exact}`;
}

export function durationWords(ns: Count): string {
  // What is rounded away in words is kept by the text that can be typed again.
  const words = formatDuration(approximate(ns) / 1e6);
  const exact = durationText(ns);
  // `1.0 s` and `5 min` say what `1s` and `5m` do.
  const same = words.replaceAll(' ', '').replace('.0', '').replace('min', 'm') === exact;
  return same ? words : `${words}, ${exact}`;
}

/** What a server takes for a field that is left empty, in the unit of the field. */
export function standsFor(shape: Shape, value: number): string {
  return shape.kind === 'duration'
    ? durationText(value)
    : shape.kind === 'byteLimit'
      ? bytesText(value)
      : formatCount(value);
}
