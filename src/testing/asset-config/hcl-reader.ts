import type { Block } from '../../domain/asset-config/hcl';
import type { Json } from '../../domain/asset-config/write';

/*
 * Reads the Terraform language that the console writes, by its specification (hcl/hclsyntax/spec.md): blocks, attributes,
 * numbers, lists, objects, and texts in which no template begins. Throws at everything else. Written down independently of the
 * writer.
 */

export function readHcl(text: string): Block {
  const reader = new Reader(text);
  const block = reader.block();
  reader.end();
  return block;
}

const identifier = /[A-Za-z_][A-Za-z0-9_-]*/y;
const number = /-?\d+/y;
const blanks = /[ \n]*/y;

class Reader {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  block(): Block {
    const head = [this.#take(identifier)];
    while (this.#peek() === '"') head.push(this.#string());
    this.#expect('{');
    const attributes: [string, Json][] = [];
    const blocks: Block[] = [];
    while (this.#peek() !== '}') {
      const start = this.#at;
      const name = this.#take(identifier);
      if (this.#peek() === '=') {
        if (blocks.length > 0) throw new Error(`an attribute below a block: ${name}`);
        this.#expect('=');
        attributes.push([name, this.#value()]);
      } else {
        this.#at = start;
        blocks.push(this.block());
      }
    }
    this.#expect('}');
    return { head, attributes, blocks };
  }

  end(): void {
    this.#take(blanks);
    if (this.#at < this.#text.length) throw new Error(`left over: ${this.#text.slice(this.#at)}`);
  }

  #value(): Json {
    const next = this.#peek();
    if (next === '"') return this.#string();
    if (next === '[') return this.#list();
    if (next === '{') return this.#object();
    if (/[-\d]/.test(next)) {
      const digits = this.#take(number);
      return Number.isSafeInteger(Number(digits)) ? Number(digits) : BigInt(digits);
    }
    const word = this.#take(identifier);
    if (word === 'null') return null;
    if (word !== 'true' && word !== 'false') throw new Error(`not a value: ${word}`);
    return word === 'true';
  }

  #list(): Json {
    const items: Json[] = [];
    this.#expect('[');
    while (this.#peek() !== ']') {
      if (items.length > 0) this.#expect(',');
      items.push(this.#value());
    }
    this.#expect(']');
    return items;
  }

  #object(): Json {
    const entries: [string, Json][] = [];
    this.#expect('{');
    while (this.#peek() !== '}') {
      const key = this.#string();
      this.#expect('=');
      entries.push([key, this.#value()]);
    }
    this.#expect('}');
    return Object.fromEntries(entries);
  }

  #string(): string {
    this.#expect('"');
    let text = '';
    for (;;) {
      const rest = this.#text.slice(this.#at);
      const [part = ''] = /^(?:"|\$\$\{|%%\{|\\u[0-9a-fA-F]{4}|\\[nrt"\\]|(?![$%]\{)[^\\\n\r])/u.exec(rest) ?? [];
      if (part === '') throw new Error(`no text of this language: ${rest.slice(0, 20)}`);
      this.#at += part.length;
      if (part === '"') return text;
      text += part.startsWith('\\') ? unescaped(part) : /^(?:\$\$|%%)\{/.test(part) ? part.slice(1) : part;
    }
  }

  #peek(): string {
    this.#take(blanks);
    return this.#text.charAt(this.#at);
  }

  #expect(character: string): void {
    if (this.#peek() !== character) throw new Error(`${character} expected: ${this.#text.slice(this.#at)}`);
    this.#at += 1;
  }

  #take(pattern: RegExp): string {
    pattern.lastIndex = this.#at;
    const [found] = pattern.exec(this.#text) ?? [];
    if (found === undefined) throw new Error(`${pattern.source} expected: ${this.#text.slice(this.#at)}`);
    this.#at += found.length;
    return found;
  }
}

const shorts: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', '"': '"', '\\': '\\' };

function unescaped(escape: string): string {
  return escape.charAt(1) === 'u'
    ? String.fromCharCode(parseInt(escape.slice(2), 16))
    : (shorts[escape.charAt(1)] ?? '');
}
