import { isList, isObject, type Json } from './write';

/** A block of Terraform's language: attributes, and blocks within it. */
export interface Block {
  readonly head: readonly string[];
  readonly attributes: readonly (readonly [string, Json])[];
  readonly blocks: readonly Block[];
}

/** The kind of a block stands plain, its labels in quotation marks. */
export function hclText({ head, attributes, blocks }: Block, indent = ''): string {
  const [kind = '', ...labels] = head;
  const inner = `${indent}  `;
  const width = Math.max(0, ...attributes.map(([name]) => name.length));
  const lines = [
    ...attributes.map(([name, value]) => `${inner}${name.padEnd(width)} = ${valueText(value, inner)}`),
    ...blocks.flatMap((block, index) => [...(index > 0 || attributes.length > 0 ? [''] : []), hclText(block, inner)]),
  ];
  return [`${indent}${[kind, ...labels.map(quoted)].join(' ')} {`, ...lines, `${indent}}`].join('\n');
}

function valueText(value: Json, indent: string): string {
  if (typeof value === 'string') return quoted(value);
  if (isList(value)) return `[${value.map((item) => valueText(item, indent)).join(', ')}]`;
  if (!isObject(value)) return String(value);
  const inner = `${indent}  `;
  const lines = Object.entries(value).map(([key, item]) => `${inner}${quoted(key)} = ${valueText(item, inner)}`);
  return `{\n${lines.join('\n')}\n${indent}}`;
}

/** Templates within a text (`\${`, `%{`) are written twice, so that none begins; other escapes are JSON's, but for two. */
function quoted(text: string): string {
  return JSON.stringify(text)
    .replace(/\\./g, (escape) => unknownEscapes.get(escape) ?? escape)
    .replace(/[$%]\{/g, (start) => `${start.charAt(0)}${start}`);
}

/** Backspace and form feed have no letter in Terraform's language. */
const unknownEscapes: ReadonlyMap<string, string> = new Map([
  ['\\b', '\\u0008'],
  ['\\f', '\\u000c'],
]);
