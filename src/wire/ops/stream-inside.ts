import type { Count } from '../../domain/count';
import type { StreamFacts } from '../../domain/inside/messages';
import { counter, entries, field, fields, flag, Mismatch, optional, size, text, type Fields } from '../decode';
import { apiFamily } from '../family';
import { streamState } from '../stream';

/** What a look into a stream needs of `STREAM.INFO`. */
export const streamFactsReply = apiFamily<Omit<StreamFacts, 'asOf'>>('STREAM.INFO', (reply) => {
  const config = field(reply, 'config', fields);
  return {
    ...field(reply, 'state', streamState),
    allowDirect: optional(config, 'allow_direct', flag, false),
    sealed: optional(config, 'sealed', flag, false),
    denyDelete: optional(config, 'deny_delete', flag, false),
    denyPurge: optional(config, 'deny_purge', flag, false),
    mirrorOf: optional(config, 'mirror', mirrorName, null),
  };
});

/** `STREAM.INFO` with `deleted_details`. */
export interface DeletedDetails {
  readonly firstSeq: Count;
  readonly lastSeq: Count;
  /** In ascending order. */
  readonly deleted: readonly Count[];
}

export const deletedDetailsReply = apiFamily<DeletedDetails>('STREAM.INFO', (reply) => {
  const state = field(reply, 'state', fields);
  return {
    firstSeq: field(state, 'first_seq', counter),
    lastSeq: field(state, 'last_seq', counter),
    deleted: optional(state, 'deleted', sequences, []),
  };
});

/** One page of `STREAM.INFO` with `subjects_filter`. */
export interface SubjectsReply {
  /** Subjects that fit in all; left out where there are none. */
  readonly total: number;
  readonly subjects: readonly (readonly [subject: string, messages: Count])[];
}

export const subjectsReply = apiFamily<SubjectsReply>('STREAM.INFO', (reply) => ({
  total: optional(reply, 'total', size, 0),
  subjects: field(reply, 'state', (state) => optional(fields(state), 'subjects', entries(subjectEntry), noSubjects)),
}));

const noSubjects: readonly (readonly [string, Count])[] = [];

function subjectEntry(subject: string, messages: unknown): readonly [string, Count] {
  return [subject, counter(messages)];
}

/** Without the cap of a list: up to half a million numbers are asked for. */
function sequences(value: unknown): readonly Count[] {
  if (!Array.isArray(value)) throw new Mismatch('not a list');
  return value.map(counter);
}

function mirrorName(value: unknown): string {
  return field(fields(value) satisfies Fields, 'name', text);
}
