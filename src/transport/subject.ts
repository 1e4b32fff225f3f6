import type { Brand } from '../lib/brand';

/** A subject that is safe to send: built from checked tokens by {@link subject} only. */
export type Subject = Brand<string, 'Subject'>;

/** A wildcard, asked for by name so that no text from outside ever becomes one. */
export interface Wildcard {
  readonly wildcard: '*' | '>';
}

/** Matches exactly one token. */
export const anyToken: Wildcard = { wildcard: '*' };
/** Matches all the tokens that follow; valid at the end only. */
export const anyTail: Wildcard = { wildcard: '>' };

/** A subject could not be built: the text is no token of one. A token of a cluster's reply must not get that far unchecked. */
export class SubjectError extends Error {
  override readonly name = 'SubjectError';
}

/** Bytes of a subject. Servers take 4 KiB per control line, so that a longer one would end the connection. */
const maxLength = 2048;

/**
 * Builds a subject, one argument per token. The client library checks no subject for line ends, so that a token with one
 * would send a protocol line of its own: nothing may publish or subscribe but through here.
 */
export function subject(...parts: readonly (string | Wildcard)[]): Subject {
  if (parts.length === 0) throw new SubjectError('a subject has at least one token');
  const text = parts.map((part, index) => token(part, index === parts.length - 1)).join('.');
  if (new TextEncoder().encode(text).length > maxLength) throw new SubjectError('the subject is too long');
  return text as Subject;
}

/** The checked tokens of a dotted text: for fixed subjects and for prefixes set up by the operator. No wildcards. */
export function tokens(text: string): readonly string[] {
  return text.split('.').map((part) => token(part, false));
}

/** True for text that is exactly one token of a subject, such as the name of a stream. */
export function isToken(text: string): boolean {
  // White space in the widest sense, control characters, half characters, the separator and the wildcards.
  return text !== '' && text !== '*' && text !== '>' && !/[\s\p{Cc}\p{Cs}.]/u.test(text);
}

function token(part: string | Wildcard, last: boolean): string {
  if (typeof part !== 'string') {
    if (part.wildcard === '>' && !last) throw new SubjectError('the wildcard > stands at the end only');
    return part.wildcard;
  }
  if (!isToken(part)) throw new SubjectError('not a token of a subject');
  return part;
}
