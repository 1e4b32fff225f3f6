/**
 * What cannot be seen, looks like a plain space, or changes the direction of writing: controls, formats, lone surrogates,
 * private use, line and paragraph separators, odd spaces and fillers; and a backslash that would pass for an escape.
 */
const hidden =
  /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Zl}\p{Zp}\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000\u115f\u1160\u3164\uffa0]|\\(?=u[0-9a-f{])/gu;

/**
 * Text of a cluster as it is, not as it would like to look: hidden characters become visible escapes, so that a name
 * cannot pass for another one.
 */
export function literal(text: string): string {
  return text.replace(hidden, escape).replace(/(?<=^| ) | $/g, hardSpace);
}

/** A browser draws several spaces as one, and none at the ends: this one is always drawn. */
const hardSpace = '\u00a0';

function escape(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  if (character === '\\') return '\\\\';
  return code > 0xffff ? `\\u{${code.toString(16)}}` : `\\u${code.toString(16).padStart(4, '0')}`;
}

/** Shortens in the middle to that many characters: the ends are what tells names apart. */
export function shorten(text: string, most: number): string {
  if (text.length <= most) return text;
  const characters = Array.from(text);
  if (characters.length <= most) return text;
  const head = Math.ceil((most - 1) / 2);
  return `${characters.slice(0, head).join('')}…${characters.slice(characters.length - (most - 1 - head)).join('')}`;
}
