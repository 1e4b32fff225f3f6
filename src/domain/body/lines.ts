/**
 * A value as the lines it is written in, so that any part of a large one can be drawn without the rest. Texts are as they
 * came: what draws them makes hidden characters visible.
 */
export interface Line {
  readonly depth: number;
  /** Name of the member; `null` in a list, at the top, and where it closes. */
  readonly name: string | null;
  readonly content: LineContent;
  readonly comma: boolean;
}

export type LineContent =
  | { readonly kind: 'value'; readonly type: 'text' | 'number' | 'word' | 'bytes'; readonly text: string }
  /** `close`: index of the line that closes it; `size`: members or items. */
  | { readonly kind: 'open'; readonly bracket: '{' | '['; readonly close: number; readonly size: number }
  | { readonly kind: 'close'; readonly bracket: '}' | ']' };

/** Lines of one body; more are not drawn. */
const mostLines = 200_000;
/** Levels of nesting; deeper ones are shown as text only. */
const mostDepth = 200;

/** More lines, or deeper ones, than are drawn. */
export class TooLarge extends Error {
  override readonly name = 'TooLarge';
}

/** Writes lines one by one. */
export class LineWriter {
  readonly #lines: { depth: number; name: string | null; content: LineContent; comma: boolean }[] = [];
  readonly #open: { line: number; size: number }[] = [];

  value(name: string | null, type: Extract<LineContent, { kind: 'value' }>['type'], text: string): void {
    this.#add(name, { kind: 'value', type, text });
  }

  open(name: string | null, bracket: '{' | '['): void {
    if (this.#open.length >= mostDepth) throw new TooLarge();
    this.#add(name, { kind: 'open', bracket, close: -1, size: 0 });
    this.#open.push({ line: this.#lines.length - 1, size: 0 });
  }

  close(): void {
    const opened = this.#open.pop();
    const line = opened === undefined ? undefined : this.#lines[opened.line];
    if (opened === undefined || line?.content.kind !== 'open') return;
    const { bracket } = line.content;
    line.content = { kind: 'open', bracket, close: this.#lines.length, size: opened.size };
    this.#push(null, { kind: 'close', bracket: bracket === '{' ? '}' : ']' });
  }

  lines(): readonly Line[] {
    return this.#lines;
  }

  #add(name: string | null, content: LineContent): void {
    const parent = this.#open.at(-1);
    if (parent !== undefined) {
      parent.size += 1;
      const before = this.#lines.at(-1);
      if (parent.size > 1 && before !== undefined) before.comma = true;
    }
    this.#push(name, content);
  }

  #push(name: string | null, content: LineContent): void {
    if (this.#lines.length >= mostLines) throw new TooLarge();
    this.#lines.push({ depth: this.#open.length, name, content, comma: false });
  }
}

/** Containers that are folded at first: those of a value with more lines than that, below its first two levels. */
const unfoldedLines = 400;

export function firstFolds(lines: readonly Line[]): ReadonlySet<number> {
  const folds = new Set<number>();
  if (lines.length <= unfoldedLines) return folds;
  for (const [index, { depth, content }] of lines.entries()) {
    if (content.kind === 'open' && depth >= 2 && content.size > 0) folds.add(index);
  }
  return folds;
}

/** Indexes of the lines that are drawn: of a folded container its first line only. */
export function visibleLines(lines: readonly Line[], folds: ReadonlySet<number>): readonly number[] {
  const visible: number[] = [];
  for (let index = 0; index < lines.length; index += 1) {
    visible.push(index);
    const content = lines[index]?.content;
    if (content?.kind === 'open' && folds.has(index)) index = content.close;
  }
  return visible;
}
