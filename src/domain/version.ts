import type { ServerModel } from './cluster/model';

/** A server version. Pre-releases (`2.15.0-beta.1`) count as before the release. */
export interface Version {
  readonly major: number;
  readonly minor: number;
  readonly patch: number;
  readonly pre: string;
}

/** `null`: not a version. Build metadata after `+` says nothing about order. */
export function parseVersion(text: string): Version | null {
  const match = /^v?(\d{1,6})\.(\d{1,6})\.(\d{1,6})(?:-([0-9A-Za-z.-]{1,64}))?(?:\+.*)?$/.exec(text);
  if (!match) return null;
  const [, major, minor, patch, pre] = match;
  return { major: Number(major), minor: Number(minor), patch: Number(patch), pre: pre ?? '' };
}

/** Negative, zero or positive. */
export function compareVersions(a: Version, b: Version): number {
  return a.major - b.major || a.minor - b.minor || a.patch - b.patch || comparePre(a.pre, b.pre);
}

/** Is `text` a version of at least `minimum`? Unreadable versions are not. */
export function isAtLeast(text: string | null, minimum: Version): boolean {
  const version = text === null ? null : parseVersion(text);
  return version !== null && compareVersions(version, minimum) >= 0;
}

type Versioned = Pick<ServerModel, 'presence' | 'version'>;

/** The lowest version among the servers that answer: features are gated on it. `null`: nobody answers, or one is unreadable. */
export function lowestVersion(servers: Iterable<Versioned>): Version | null {
  let lowest: Version | null = null;
  for (const { presence, version } of servers) {
    if (presence.kind !== 'answering') continue;
    const parsed = version === null ? null : parseVersion(version);
    if (!parsed) return null;
    if (lowest === null || compareVersions(parsed, lowest) < 0) lowest = parsed;
  }
  return lowest;
}

/** Is every server that answers at least so new? A cluster is as old as its oldest server. */
export function allKnow(servers: Iterable<Versioned>, since: Version): boolean {
  const version = lowestVersion(servers);
  return version !== null && compareVersions(version, since) >= 0;
}

/** By the rules of semantic versioning: numbers by value and before words, fewer parts first, a release last. */
function comparePre(a: string, b: string): number {
  if (a === b) return 0;
  if (a === '' || b === '') return a === '' ? 1 : -1;
  const left = a.split('.');
  const right = b.split('.');
  for (let index = 0; index < Math.max(left.length, right.length); index += 1) {
    const order = comparePart(left[index], right[index]);
    if (order !== 0) return order;
  }
  return 0;
}

function comparePart(a: string | undefined, b: string | undefined): number {
  if (a === b) return 0;
  if (a === undefined || b === undefined) return a === undefined ? -1 : 1;
  const numeric = /^\d+$/;
  if (numeric.test(a) && numeric.test(b)) return Number(a) - Number(b);
  if (numeric.test(a) !== numeric.test(b)) return numeric.test(a) ? -1 : 1;
  return a < b ? -1 : 1;
}
