import type { Json } from '../../domain/asset-config/write';

/*
 * Reads the YAML that the console writes: blocks of objects and lists, plain words, and texts in double quotation marks. By the
 * rules of YAML 1.1, as `kubectl` reads it, and throws at what it would refuse. Written down independently of the writer.
 */

export function readYaml(text: string): Json {
  const lines = text.split('\n');
  const bad = /[^\t\n\r\x20-\x7e\u0085\u00a0-\ud7ff\ue000-\ufffd]/.exec(
    text.replace(/[\ud800-\udbff][\udc00-\udfff]/g, ''),
  );
  if (bad !== null || text.includes('\ufeff')) throw new Error('a character that YAML does not have');
  if (/[\r\u0085\u2028\u2029]/.test(text)) throw new Error('another end of a line');
  const reader = new Reader(lines);
  const value = reader.block(0);
  if (!reader.isDone) throw new Error(`left over: ${text}`);
  return value;
}

class Reader {
  #at = 0;
  readonly #lines: string[];

  constructor(lines: readonly string[]) {
    this.#lines = [...lines];
  }

  get isDone(): boolean {
    return this.#at === this.#lines.length;
  }

  /** The value whose lines stand `indent` blanks in. */
  block(indent: number): Json {
    const line = this.#line(indent);
    if (line === null) throw new Error('nothing there');
    if (line.startsWith('- ')) return this.#list(indent);
    const [, rest] = keyOf(line) ?? [];
    if (rest !== undefined) return this.#object(indent);
    this.#at += 1;
    return scalar(line);
  }

  /** The present line from `indent` on; `null`: it stands further out. */
  #line(indent: number): string | null {
    const line = this.#lines[this.#at];
    return line?.startsWith(' '.repeat(indent)) && !line.slice(indent).startsWith(' ') ? line.slice(indent) : null;
  }

  #list(indent: number): Json {
    const items: Json[] = [];
    for (let line = this.#line(indent); line?.startsWith('- '); line = this.#line(indent)) {
      // A block may begin on the line of its dash.
      this.#lines[this.#at] = `${' '.repeat(indent + 2)}${line.slice(2)}`;
      items.push(this.block(indent + 2));
    }
    return items;
  }

  #object(indent: number): Json {
    const entries: [string, Json][] = [];
    for (let found = this.#entry(indent); found !== null; found = this.#entry(indent)) {
      const [key, rest] = found;
      this.#at += 1;
      entries.push([key, rest === '' ? this.block(indent + 2) : scalar(rest.slice(1))]);
    }
    if (new Set(entries.map(([key]) => key)).size < entries.length) throw new Error('a key that is there twice');
    return Object.fromEntries(entries);
  }

  #entry(indent: number): readonly [string, string] | null {
    const line = this.#line(indent);
    return line === null || line.startsWith('- ') ? null : keyOf(line);
  }
}

/** A key, and what follows its colon. */
function keyOf(line: string): readonly [string, string] | null {
  const [, key, rest] = /^("(?:[^"\\]|\\.)*"|[^\s"#[\]{}&*!|>'%@`:,-][^\s:#]*):( .*|)$/u.exec(line) ?? [];
  if (key === undefined || rest === undefined) return null;
  const text = scalar(key);
  if (typeof text !== 'string') throw new Error(`a key that is no text: ${key}`);
  return [text, rest];
}

/** By the words of YAML 1.1 (https://yaml.org/type), of which readers take some or all for something else than texts. */
const words: readonly (readonly [RegExp, (text: string) => Json])[] = [
  [/^(?:~|null|Null|NULL|)$/, () => null],
  [/^(?:y|Y|yes|Yes|YES|true|True|TRUE|on|On|ON)$/, () => true],
  [/^(?:n|N|no|No|NO|false|False|FALSE|off|Off|OFF)$/, () => false],
  [/^[-+]?(?:0|[1-9][0-9]*)$/, (text) => (Number.isSafeInteger(Number(text)) ? Number(text) : BigInt(text))],
  [/^[-+.]?[0-9]/, (text) => `a number or a moment: ${text}`],
  [/^[-+]?\.(?:inf|Inf|INF|nan|NaN|NAN)$/, (text) => `no number: ${text}`],
];

function scalar(text: string): Json {
  if (text === '[]') return [];
  if (text === '{}') return {};
  if (text.startsWith('"')) return quoted(text);
  if (!/^[\w./-]*$/.test(text)) throw new Error(`not plain: ${text}`);
  const word = words.find(([pattern]) => pattern.test(text));
  return word === undefined ? text : word[1](text);
}

const escapes: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', b: '\b', f: '\f', '"': '"', '\\': '\\' };

function quoted(text: string): string {
  const inner = /^"((?:[^"\\]|\\.)*)"$/u.exec(text)?.[1];
  if (inner === undefined) throw new Error(`no end of a text: ${text}`);
  return inner.replace(/\\(?:u([0-9a-f]{4})|(.))/gu, (_, code: string | undefined, short: string | undefined) => {
    if (code !== undefined) return String.fromCharCode(parseInt(code, 16));
    const character = escapes[short ?? ''];
    if (character === undefined) throw new Error(`no escape of YAML: ${String(short)}`);
    return character;
  });
}
