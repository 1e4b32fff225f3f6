import { covers } from '../access/rights';
import { count, type Count } from '../count';
import { headerFault, mostPublications, type HeaderLines, type Publication, type PublishManyArgs } from './publish';

/** What a person typed to publish, as it was typed. */
export interface PublishDraft {
  readonly mode: 'one' | 'many';
  readonly subject: string;
  readonly body: string;
  /** In place of the text. */
  readonly file: { readonly name: string; readonly content: Uint8Array } | null;
  readonly headers: readonly { readonly name: string; readonly value: string }[];
  readonly id: string;
  readonly lastSequence: string;
  readonly lastSubjectSequence: string;
  readonly ttl: string;
  readonly from: string;
  readonly count: string;
  readonly every: string;
}

export const emptyDraft: PublishDraft = {
  ...{ mode: 'one', subject: '', body: '', file: null, headers: [] },
  ...{ id: '', lastSequence: '', lastSubjectSequence: '', ttl: '' },
  ...{ from: '1', count: '60', every: '1000' },
};

export type DraftField = Exclude<keyof PublishDraft, 'mode' | 'file' | 'headers' | 'body' | 'id'>;

/** What is wrong with a draft, by field; of headers by their place in the list. */
export interface DraftFaults {
  readonly fields: Partial<Readonly<Record<DraftField, 'subject' | 'number' | 'ttl' | 'count'>>>;
  readonly headers: readonly ('name' | 'value' | 'reserved' | null)[];
}

/** Tokens with dots between them, without wildcards. */
export function isPublishable(subject: string): boolean {
  // As the transport checks it: no white space, control characters or half characters.
  return (
    new TextEncoder().encode(subject).byteLength <= 2048 &&
    subject
      .split('.')
      .every((token) => token !== '' && token !== '*' && token !== '>' && !/[\s\p{Cc}\p{Cs}]/u.test(token))
  );
}

/** Does one of a stream's subjects take it? */
export function isTaken(subjects: readonly string[], subject: string): boolean {
  return subjects.some((pattern) => covers(pattern, subject.split('.')));
}

export function faultsOf(draft: PublishDraft): DraftFaults {
  const fields: Partial<Record<DraftField, 'subject' | 'number' | 'ttl' | 'count'>> = {};
  if (!isPublishable(draft.subject)) fields.subject = 'subject';
  if (draft.mode === 'one') {
    if (sequence(draft.lastSequence) === undefined) fields.lastSequence = 'number';
    if (sequence(draft.lastSubjectSequence) === undefined) fields.lastSubjectSequence = 'number';
    if (timeToLive(draft.ttl) === undefined) fields.ttl = 'ttl';
  } else {
    if (whole(draft.from) === null) fields.from = 'number';
    if (whole(draft.every) === null) fields.every = 'number';
    const many = whole(draft.count);
    if (many === null || many < 1 || many > mostPublications) fields.count = 'count';
  }
  return { fields, headers: draft.headers.map(({ name, value }) => headerFault(name.trim(), value)) };
}

export function isFaultless({ fields, headers }: DraftFaults): boolean {
  return Object.keys(fields).length === 0 && headers.every((fault) => fault === null);
}

/** Of a draft without faults. */
export function publicationOf(draft: PublishDraft): Publication {
  return {
    subject: draft.subject,
    body: draft.file?.content ?? new TextEncoder().encode(draft.body),
    headers: linesOf(draft),
    id: draft.id === '' ? null : draft.id,
    lastSequence: sequence(draft.lastSequence) ?? null,
    lastSubjectSequence: sequence(draft.lastSubjectSequence) ?? null,
    ttl: timeToLive(draft.ttl) ?? null,
  };
}

/** Of a draft without faults. */
export function manyOf(draft: PublishDraft): Omit<PublishManyArgs, 'stream'> {
  const { subject, body } = draft;
  return {
    ...{ subject, body, headers: linesOf(draft), id: draft.id === '' ? null : draft.id },
    from: whole(draft.from) ?? 1,
    count: whole(draft.count) ?? 1,
    every: whole(draft.every) ?? 0,
  };
}

function linesOf({ headers }: PublishDraft): HeaderLines {
  return headers.map(({ name, value }) => [name.trim(), value] as const);
}

/** `null`: none was typed; `undefined`: that is none. */
function sequence(text: string): Count | null | undefined {
  const digits = text.trim();
  if (digits === '') return null;
  return /^\d{1,19}$/.test(digits) ? count(BigInt(digits)) : undefined;
}

function timeToLive(text: string): number | 'never' | null | undefined {
  const word = text.trim().toLowerCase();
  if (word === '' || word === 'never') return word === '' ? null : 'never';
  const seconds = whole(word.replace(/s$/, ''));
  return seconds === null || seconds < 1 ? undefined : seconds;
}

function whole(text: string): number | null {
  return /^\d{1,9}$/.test(text.trim()) ? Number(text) : null;
}
