import { isList, isObject, type Json } from './write';

/**
 * YAML of plain objects and lists, for a Kubernetes resource. Texts are written as JSON strings wherever YAML could read
 * them as something else, which every YAML reader takes.
 */
export function yamlText(json: Json, indent = ''): string {
  const inner = `${indent}  `;
  // The first field of an object, or item of a list, stands on the line of its dash.
  if (isList(json) && json.length > 0)
    return json.map((item) => `${indent}- ${yamlText(item, inner).slice(inner.length)}`).join('\n');
  if (isObject(json) && hasFields(json))
    return Object.entries(json)
      .map(([key, value]) => `${indent}${plainOrQuoted(key)}:${below(value, inner)}`)
      .join('\n');
  return `${indent}${isList(json) ? '[]' : isObject(json) ? '{}' : scalar(json)}`;
}

function below(value: Json, inner: string): string {
  const isBlock = isList(value) ? value.length > 0 : isObject(value) && hasFields(value);
  return isBlock ? `\n${yamlText(value, inner)}` : ` ${yamlText(value)}`;
}

const hasFields = (json: object) => Object.keys(json).length > 0;

function scalar(value: string | number | bigint | boolean | null): string {
  return typeof value === 'string' ? plainOrQuoted(value) : String(value);
}

const plain = /^[A-Za-z_][A-Za-z0-9_./-]*$/;
/** Words that a reader of YAML 1.1 takes for something else than a text. */
const reserved = /^(?:true|false|yes|no|on|off|null|y|n|nan|inf)$/i;

function plainOrQuoted(text: string): string {
  return plain.test(text) && !reserved.test(text) ? text : quoted(text);
}

/** JSON leaves as they are some characters that YAML refuses, and others that end a line there. */
function quoted(text: string): string {
  const escaped = (character: string) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
  return JSON.stringify(text).replace(/[\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]/g, escaped);
}
