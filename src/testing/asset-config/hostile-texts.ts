import type { Random } from './random';

/** What a shell, YAML, HCL or JSON could read as something else than a text. */
export const hostileTexts: readonly string[] = [
  `it's "quoted" \`here\``,
  '$HOME $(echo no) ${HOME} %{if} !! \\n \\',
  'two\nlines\n\nEND\nEND_\n',
  'a trailing line\n',
  "'; echo 'gone",
  '--force',
  '@file',
  '#! <<END && || ; & | > < * ? [a] {b} ~',
  'ünï©ødé 漢字 🙂 \u202eback',
  '\ttab, a=b, c:d, e,f',
  '\u0001\u001b[31m\u007f',
  'null',
  '- 1: yes',
  ' blanks at both ends ',
];

/** Names of streams and consumers that a shell or the tool could misunderstand, and that servers take. */
export const hostileNames: readonly string[] = [
  '-x',
  '--force',
  '@x',
  "it's",
  '$HOME',
  'ünï',
  'a;b',
  '#a',
  '~',
  'a=b',
  '"q"',
];

/** Metadata of a user's own. */
export function hostileMetadata(random: Random): Readonly<Record<string, string>> {
  const some = Array.from({ length: random.integer(1, 4) }, () => random.pick(hostileTexts));
  return Object.fromEntries(some.map((key) => [key, random.pick(hostileTexts)]));
}
