import { jsonText } from './json-text';
import { isList, isObject, type Json } from './write';

/**
 * YAML of plain objects and lists, for a Kubernetes resource. Texts are written as JSON strings wherever YAML could read
 * them as something else, which every YAML reader takes.
 */
export function yamlText(json: Json, indent = ''): string {
  if (isList(json)) return json.map((item) => `${indent}- ${inLine(item, `${indent}  `)}`).join('\n');
  if (!isObject(json)) return `${indent}${scalar(json)}`;
  return Object.entries(json)
    .map(([key, value]) => `${indent}${plainOrQuoted(key)}:${below(value, indent)}`)
    .join('\n');
}

function below(value: Json, indent: string): string {
  if (isList(value)) return value.length === 0 ? ' []' : `\n${yamlText(value, `${indent}  `)}`;
  if (isObject(value)) return Object.keys(value).length === 0 ? ' {}' : `\n${yamlText(value, `${indent}  `)}`;
  return ` ${scalar(value)}`;
}

/** The first field of an object stands on the line of its dash. A list within a list is JSON, which is YAML too. */
function inLine(item: Json, indent: string): string {
  if (isList(item)) return jsonText(item).replace(/\n\s*/g, '');
  if (!isObject(item)) return scalar(item);
  return Object.keys(item).length === 0 ? '{}' : yamlText(item, indent).slice(indent.length);
}

function scalar(value: string | number | bigint | boolean | null): string {
  return typeof value === 'string' ? plainOrQuoted(value) : String(value);
}

const plain = /^[A-Za-z_][A-Za-z0-9_./-]*$/;
/** Words that a reader of YAML 1.1 takes for something else than a text. */
const reserved = /^(?:true|false|yes|no|on|off|null|y|n|nan|inf)$/i;

function plainOrQuoted(text: string): string {
  return plain.test(text) && !reserved.test(text) ? text : JSON.stringify(text);
}
