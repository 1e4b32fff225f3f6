import { compare, type Limit } from '../count';
import { changesBetween, type FieldChange, type Mark } from '../asset-config/diff';
import { knows } from '../asset-config/release';
import type { Version } from '../version';
import { streamFields, type StreamConfig, type StreamField } from './fields';

export type StreamChange = FieldChange<typeof streamFields, StreamField>;

const free: Mark = { kind: 'free' };
const deletes: Mark = { kind: 'cannotUndo', why: 'deletesMessages' };

/** What an edit changes, and which of it cannot be done, or not be undone. */
export function streamChanges(
  before: StreamConfig,
  after: StreamConfig,
  version: Version | null,
): readonly StreamChange[] {
  return changesBetween(streamFields, before, after, (field) => markOf(field, before, after, version));
}

function markOf(field: StreamField, before: StreamConfig, after: StreamConfig, version: Version | null): Mark {
  const { edit } = streamFields[field];
  if (edit.kind === 'fixed') return { kind: 'cannotChange', why: edit.why };
  if (edit.kind === 'limited') return limitedMark(field, edit, before, after, version);
  return losesMessages(field, before, after) ? deletes : free;
}

function limitedMark(
  field: StreamField,
  edit: Extract<(typeof streamFields)[StreamField]['edit'], { kind: 'limited' }>,
  before: StreamConfig,
  after: StreamConfig,
  version: Version | null,
): Mark {
  const cannot: Mark = { kind: 'cannotChange', why: edit.why };
  const known = edit.since === undefined || knows(version, edit.since);
  switch (edit.why) {
    case 'onlyOn':
      return before[field] === true ? cannot : { kind: 'cannotUndo', why: 'staysOn' };
    case 'onlyRemoved':
      return after.mirror === null && known ? { kind: 'cannotUndo', why: 'endsMirror' } : cannot;
    case 'notWorkQueue':
      if (!known || before.retention === 'workqueue' || after.retention === 'workqueue') return cannot;
      return after.retention === 'interest' ? deletes : free;
    case 'sinceRelease':
      return known ? free : cannot;
    case 'identity':
    case 'stored':
    case 'started':
    case 'noEffect':
    case 'whileUnbound':
    case 'otherRequest':
      return cannot;
  }
}

/** A limit that becomes tighter is applied at once to what is there, whatever `discard` says. */
function losesMessages(field: StreamField, before: StreamConfig, after: StreamConfig): boolean {
  if (field === 'maxAge') return tighter(before.maxAge || 'unlimited', after.maxAge || 'unlimited');
  const counts = field === 'maxMsgs' || field === 'maxBytes' || field === 'maxMsgsPerSubject';
  return counts && tighter(before[field], after[field]);
}

function tighter(before: Limit, after: Limit): boolean {
  if (after === 'unlimited' || after <= 0) return false;
  return before === 'unlimited' || before <= 0 || compare(after, before) < 0;
}
