import type { Count } from '../count';
import type { StreamKey } from '../ids';
import type { LocalMs } from '../time';

/** Questions about the subjects of a stream. */
export interface SubjectOps {
  readonly subjects: { readonly args: SubjectsRequest; readonly value: SubjectsPage };
}

export interface SubjectsRequest {
  readonly stream: StreamKey;
  /** Subject that the server looks for, which may have wildcards; `>` is all. */
  readonly filter: string;
  /** Tokens before those that are listed, with dots between them; empty: from the first token on. */
  readonly under: string;
  /** Only subjects that hold this text, whole and not by their next token; empty: by the next token. */
  readonly search: string;
  readonly sort: 'name' | 'messages';
  readonly offset: number;
  readonly limit: number;
  /** Asked for again when what is known is older than this (ms since 1970, by this browser's clock). */
  readonly notBefore: number;
}

export interface SubjectsPage {
  readonly rows: readonly SubjectRow[];
  /** Rows in all. */
  readonly count: number;
  /** Under these tokens, or of this search. */
  readonly subjects: number;
  readonly messages: Count;
  /** Subjects that the server has for the filter; more than `read`: the rest is missing here. */
  readonly total: number;
  readonly read: number;
  readonly asOf: LocalMs;
}

/** A token under the tokens asked for, or a whole subject that was searched. */
export interface SubjectRow {
  /** The token, or the whole subject of a search. */
  readonly label: string;
  /** All tokens up to here. */
  readonly path: string;
  /** Messages of the very subject that ends here; `null`: none does. */
  readonly own: Count | null;
  /** Subjects that begin with this one and go on. */
  readonly below: number;
  /** Messages of it and of all below. */
  readonly messages: Count;
}
