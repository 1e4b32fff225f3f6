/** Where a text stops being JSON: line and column from 1, as editors count them. */
export interface JsonFault {
  readonly line: number;
  readonly column: number;
  /** The character that does not belong there; empty: the text ends too early. */
  readonly found: string;
}

/**
 * The first place at which a text cannot be JSON any more (RFC 8259). Browsers tell it each in words of their own, and
 * some not at all. `null`: it is JSON.
 */
export function jsonFault(text: string): JsonFault | null {
  const scanner = new Scanner(text);
  const at = scanner.document();
  if (at === null) return null;
  const before = text.slice(0, at);
  const line = before.split('\n').length;
  const [found = ''] = Array.from(text.slice(at, at + 2));
  return { line, column: at - before.lastIndexOf('\n'), found };
}

/** Each reader returns where it failed, or `null`; `#at` is then behind what was read. */
class Scanner {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  document(): number | null {
    const failed = this.#values();
    if (failed !== null) return failed;
    this.#blank();
    return this.#at === this.#text.length ? null : this.#at;
  }

  /** Not recursive: a text of brackets alone must not exhaust the stack. */
  #values(): number | null {
    const open: ('{' | '[')[] = [];
    for (;;) {
      this.#blank();
      const next = this.#text[this.#at];
      if (next === '{' || next === '[') {
        this.#at += 1;
        this.#blank();
        if (this.#text[this.#at] !== (next === '{' ? '}' : ']')) {
          open.push(next);
          const failed = next === '{' ? this.#key() : null;
          if (failed !== null) return failed;
          continue;
        }
        this.#at += 1;
      } else if (!this.#take(literal)) return this.#at + this.#readable();
      const after = this.#close(open);
      if (after !== 'more') return after;
    }
  }

  /** After a value: closes what ends here. `null`: all is read; a number: failed there; `more`: a value follows. */
  #close(open: ('{' | '[')[]): number | null | 'more' {
    for (;;) {
      const kind = open.at(-1);
      if (kind === undefined) return null;
      this.#blank();
      const next = this.#text[this.#at];
      if (next === ',') {
        this.#at += 1;
        return (kind === '{' ? this.#key() : null) ?? 'more';
      }
      if (next !== (kind === '{' ? '}' : ']')) return this.#at;
      this.#at += 1;
      open.pop();
    }
  }

  #key(): number | null {
    this.#blank();
    if (!this.#take(string)) return this.#at + (this.#text[this.#at] === '"' ? this.#readable() : 0);
    this.#blank();
    if (this.#text[this.#at] !== ':') return this.#at;
    this.#at += 1;
    return null;
  }

  #blank(): void {
    this.#take(blank);
  }

  #take(pattern: RegExp): boolean {
    pattern.lastIndex = this.#at;
    if (!pattern.test(this.#text)) return false;
    this.#at = pattern.lastIndex;
    return true;
  }

  /** How much of a broken literal can be read: the fault of an unfinished string is where it breaks off. */
  #readable(): number {
    beginning.lastIndex = this.#at;
    return beginning.exec(this.#text)?.[0].length ?? 0;
  }
}

const blank = /[ \t\n\r]*/uy;
const string = /"(?:[^"\\\p{Cc}]|[\u007f-\u009f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/uy;
const literal =
  /"(?:[^"\\\p{Cc}]|[\u007f-\u009f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/uy;
const beginning = /"(?:[^"\\\p{Cc}]|[\u007f-\u009f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*|-/uy;
