/**
 * Text of a cluster as it is, not as it would like to look: control characters and those that change the direction of
 * writing become visible escapes, so that a name cannot pass for another one.
 */
export function literal(text: string): string {
  return text.replace(
    // Control characters are just what is looked for.
    // eslint-disable-next-line no-control-regex
    /[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/gu,
    (character) => `\\u${(character.codePointAt(0) ?? 0).toString(16).padStart(4, '0')}`,
  );
}

/** Shortens in the middle: the ends are what tells names apart. */
export function shorten(text: string, most: number): string {
  if (text.length <= most) return text;
  const head = Math.ceil((most - 1) / 2);
  return `${text.slice(0, head)}…${text.slice(text.length - (most - 1 - head))}`;
}
