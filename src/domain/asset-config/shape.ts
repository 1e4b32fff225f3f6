import type { Limit } from '../count';
import type { PartName, Shapes, Since } from './field';

/*
 * Makes the entries of a catalogue, so that each is one line. `wire` is the name in the server's JSON.
 */

type Empty = readonly never[];
const none: Empty = [];
const nothing: Readonly<Record<string, string>> = {};

export const name = (wire: string, since: Since = '2.9') => ({ kind: 'name', wire, since, default: '' }) as const;
export const text = (wire: string, since: Since = '2.9') => ({ kind: 'text', wire, since, default: '' }) as const;
export const subject = (wire: string, since: Since = '2.9') => ({ kind: 'subject', wire, since, default: '' }) as const;
export const subjects = (wire: string, since: Since = '2.9') =>
  ({ kind: 'subjects', wire, since, default: none }) as const;
export const texts = (wire: string, since: Since = '2.9') => ({ kind: 'texts', wire, since, default: none }) as const;
export const count = (wire: string, since: Since = '2.9', standard = 0) =>
  ({ kind: 'count', wire, since, default: standard }) as const;
export const duration = (wire: string, since: Since = '2.9') =>
  ({ kind: 'duration', wire, since, default: 0 }) as const;
export const durations = (wire: string, since: Since = '2.9') =>
  ({ kind: 'durations', wire, since, default: none }) as const;
export const time = (wire: string, since: Since = '2.9') => ({ kind: 'time', wire, since, default: null }) as const;
export const flag = (wire: string, since: Since = '2.9') => ({ kind: 'flag', wire, since, default: false }) as const;
export const entries = (wire: string, since: Since = '2.9') =>
  ({ kind: 'entries', wire, since, default: nothing }) as const;

/** -1 on the wire is "no limit"; where the server takes 0 for the same, that is the default. */
export const limit = (wire: string, standard: Limit = 'unlimited') =>
  ({ kind: 'limit', wire, since: '2.9', default: standard }) as const;
export const byteLimit = (wire: string) => ({ kind: 'byteLimit', wire, since: '2.9', default: 'unlimited' }) as const;

export function choice<const Options extends Readonly<Record<string, Since>>>(
  wire: string,
  options: Options,
  standard: keyof Options & string,
  since: Since = '2.9',
) {
  return { kind: 'choice', wire, since, options, default: standard } as const;
}

export function part<Inner extends Shapes>(wire: string, of: PartName, fields: Inner, since: Since = '2.9') {
  return { kind: 'part', part: of, wire, since, fields, default: null } as const;
}

export function parts<Inner extends Shapes>(wire: string, of: PartName, fields: Inner, since: Since = '2.9') {
  return { kind: 'parts', part: of, wire, since, fields, default: none } as const;
}
