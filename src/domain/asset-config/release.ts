import { deepEqual } from '../same';
import { compareVersions, type Version } from '../version';
import { isRecord } from './config';
import type { Shapes, Since } from './field';

const releases: Readonly<Record<Since, Version>> = {
  '2.9': release(9),
  '2.10': release(10),
  '2.11': release(11),
  '2.12': release(12),
  '2.14': release(14),
  '2.15': release(15),
};

function release(minor: number): Version {
  return { major: 2, minor, patch: 0, pre: '' };
}

/** `null`, no version known, is taken for the newest: the server has the last word. */
export function knows(version: Version | null, since: Since): boolean {
  return version === null || compareVersions({ ...version, pre: '' }, releases[since]) >= 0;
}

/** Servers refuse fields that they do not know from 2.12 on; older ones drop them without a word. */
export function codeOfUnknownField(version: Version | null): number | null {
  return knows(version, '2.12') ? 10025 : null;
}

/** A field, or a word in it, that is set and newer than the servers. */
export interface TooNew {
  readonly path: string;
  readonly since: Since;
}

/** All that is set in a configuration and that a server of `version` does not know. */
export function tooNew(fields: Shapes, config: unknown, version: Version | null, prefix = ''): readonly TooNew[] {
  if (version === null || !isRecord(config)) return [];
  const found: TooNew[] = [];
  for (const [key, shape] of Object.entries(fields)) {
    const value = config[key];
    const path = `${prefix}${key}`;
    if (deepEqual(value, shape.default)) continue;
    if (!knows(version, shape.since)) found.push({ path, since: shape.since });
    else if (shape.kind === 'choice' && typeof value === 'string') {
      const since = shape.options[value];
      if (since !== undefined && !knows(version, since)) found.push({ path, since });
    } else if (shape.kind === 'part') found.push(...tooNew(shape.fields, value, version, `${path}.`));
    else if (shape.kind === 'parts' && Array.isArray(value))
      for (const [index, item] of value.entries())
        found.push(...tooNew(shape.fields, item, version, `${path}.${index}.`));
  }
  return found;
}
