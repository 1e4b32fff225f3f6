/*
 * Subjects and names as nats-server reads them (2.15: `sublist.go`, `jetstream_api.go`). What is sent goes through the
 * stricter builder of `transport/subject.ts`; a test holds that every name allowed here is a token there.
 */

/** Bytes that a name may have (`JSMaxNameLen`). */
export const maxNameBytes = 255;
/** Bytes that a description may have (`JSMaxDescriptionLen`). */
export const maxDescriptionBytes = 4096;
/** Bytes that all keys and values of metadata may have together (`JSMaxMetadataLen`). */
export const maxMetadataBytes = 131_072;

/** The length that the server counts. */
export function utf8Bytes(text: string): number {
  return new TextEncoder().encode(text).length;
}

/** `isValidAssetName`: names of streams and consumers. */
export function isAssetName(name: string): boolean {
  return name !== '' && !/[ \t\r\n\f.*>\\/]/.test(name);
}

/** Characters that a server takes in a name and that cannot be sent as a token of a subject: controls, half characters, other white space. */
export function isSendable(name: string): boolean {
  return !/[\s\p{Cc}\p{Cs}]/u.test(name);
}

/** `IsValidSubject`: no empty token, `>` at the end only, no white space. */
export function isSubject(subject: string): boolean {
  const tokens = subject.split('.');
  return tokens.every(
    (token, index) => token !== '' && !/[\t\n\f\r ]/.test(token) && (token !== '>' || index === tokens.length - 1),
  );
}

/** Without a wildcard token. */
export function isLiteral(subject: string): boolean {
  return !subject.split('.').some(isWildcard);
}

export function isPublishSubject(subject: string): boolean {
  return isSubject(subject) && isLiteral(subject);
}

/** `SubjectsCollide`: is there a subject that both match? */
export function subjectsOverlap(a: string, b: string): boolean {
  if (a === b) return true;
  const left = a.split('.');
  const right = b.split('.');
  const literal = { left: !left.some(isWildcard), right: !right.some(isWildcard) };
  if (literal.left && literal.right) return false;
  if (literal.left) return isSubsetOf(left, right);
  if (literal.right) return isSubsetOf(right, left);
  const [short, long] = left.length <= right.length ? [left, right] : [right, left];
  if (short.length !== long.length && !short.includes('>')) return false;
  return short.every((token, index) => canMatch(token, long[index] ?? ''));
}

/** `subjectIsSubsetMatch`: does `wide` match all that `narrow` matches? */
export function isSubset(narrow: string, wide: string): boolean {
  return isSubsetOf(narrow.split('.'), wide.split('.'));
}

function isSubsetOf(narrow: readonly string[], wide: readonly string[]): boolean {
  for (const [index, token] of wide.entries()) {
    const own = narrow[index];
    if (own === undefined || token === '') return false;
    if (token === '>') return true;
    if (own === '' || own === '>') return false;
    if (own === '*' && token !== '*') return false;
    // The server looks at the first character only.
    if (!token.startsWith('*') && own !== token) return false;
  }
  return narrow.length === wide.length;
}

const isWildcard = (token: string) => token === '*' || token === '>';

function canMatch(a: string, b: string): boolean {
  if (a === '' || b === '') return false;
  return a === b || /^[*>]/.test(a) || /^[*>]/.test(b);
}

/** A subject of the first list and one of the second that overlap; `null`: none do. */
export function overlapBetween(
  first: readonly string[],
  second: readonly string[],
): { readonly own: string; readonly other: string } | null {
  for (const own of first) for (const other of second) if (subjectsOverlap(own, other)) return { own, other };
  return null;
}
