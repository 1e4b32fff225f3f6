import type { ConfigOf, EditLimit, Field, Fields } from '../asset-config/field';
import { knows } from '../asset-config/release';
import type { Version } from '../version';

/**
 * Why a field of what is there cannot be changed to anything else; `null`: it can, at least to something. Drawn before
 * anything is typed: what becomes of a change that is typed is told by its mark.
 */
function lockOf(edit: Field['edit'], before: unknown, version: Version | null): EditLimit | null {
  if (edit.kind === 'free') return null;
  if (edit.kind === 'fixed') return edit.why;
  const young = edit.since !== undefined && !knows(version, edit.since);
  switch (edit.why) {
    case 'onlyOn':
      return before === true ? 'onlyOn' : null;
    case 'onlyRemoved':
      return before === null || young ? 'onlyRemoved' : null;
    case 'notWorkQueue':
      return before === 'workqueue' || young ? 'notWorkQueue' : null;
    case 'sinceRelease':
      return young ? 'sinceRelease' : null;
    case 'whileUnbound':
      return before === '' ? 'whileUnbound' : null;
    case 'identity':
    case 'stored':
    case 'started':
    case 'noEffect':
    case 'otherRequest':
      return edit.why;
  }
}

/** Locks of all fields of what is to be edited; none while something is made. */
export function locksOf<F extends Fields>(
  fields: F,
  before: ConfigOf<F> | null,
  version: Version | null,
): ReadonlyMap<string, EditLimit> {
  const locks = new Map<string, EditLimit>();
  if (before === null) return locks;
  const values = new Map<string, unknown>(Object.entries(before));
  for (const [key, { edit }] of Object.entries(fields)) {
    const why = lockOf(edit, values.get(key), version);
    if (why !== null) locks.set(key, why);
  }
  return locks;
}
