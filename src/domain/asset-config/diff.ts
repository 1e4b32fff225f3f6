import { deepEqual } from '../same';
import type { ConfigOf, Edit, Fields } from './field';

/** What becomes of a change when it is sent. */
export type Mark =
  | { readonly kind: 'free' }
  /** The server refuses it; or, as `noEffect`, takes it and does nothing. */
  | { readonly kind: 'cannotChange'; readonly why: WhyNot }
  /** It is taken, and no later change takes back what it does. */
  | { readonly kind: 'cannotUndo'; readonly why: WhyFinal };

export type WhyNot = Exclude<Edit, { readonly kind: 'free' }>['why'];

export type WhyFinal =
  /** Cannot be turned off again. */
  | 'staysOn'
  /** Messages beyond the new limit are deleted at once. */
  | 'deletesMessages'
  /** A mirror becomes a stream of its own. */
  | 'endsMirror';

/** One field that differs. */
export interface FieldChange<F, Key extends keyof F = keyof F> {
  readonly field: Key;
  readonly before: ConfigOf<F>[Key];
  readonly after: ConfigOf<F>[Key];
  readonly mark: Mark;
}

/** The fields in which two configurations differ, in the catalogue's order. */
export function changesBetween<F extends Fields>(
  fields: F,
  before: ConfigOf<F>,
  after: ConfigOf<F>,
  markOf: (field: keyof F) => Mark,
): readonly FieldChange<F>[] {
  const keys: readonly (keyof F)[] = Object.keys(fields);
  return keys
    .filter((field) => !deepEqual(before[field], after[field]))
    .map((field) => ({ field, before: before[field], after: after[field], mark: markOf(field) }));
}
