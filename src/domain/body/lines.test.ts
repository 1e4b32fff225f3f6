import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { firstFolds, LineWriter, TooLarge, visibleLines, type Line } from './lines';
import { jsonLines } from './json-lines';
import { valueLines } from './value-lines';

const openings = (lines: readonly Line[]) =>
  lines.flatMap(({ content }, index) => (content.kind === 'open' ? [{ index, ...content }] : []));
const nested = (depth: number) => `${'['.repeat(depth)}${']'.repeat(depth)}`;

describe('lines of a value', () => {
  it('close what they open, at the same depth, and hold as many members as it has', () => {
    fc.assert(
      fc.property(fc.json({ maxDepth: 6 }), (text) => {
        const lines = jsonLines(text) ?? [];
        for (const { index, close, size, bracket } of openings(lines)) {
          const inner = lines.slice(index + 1, close);
          expect(lines[close]?.content).toEqual({ kind: 'close', bracket: bracket === '{' ? '}' : ']' });
          expect(lines[close]?.depth).toBe(lines[index]?.depth);
          const depth = (lines[index]?.depth ?? 0) + 1;
          expect(inner.filter((line) => line.depth === depth && line.content.kind !== 'close')).toHaveLength(size);
          expect(inner.every((line) => line.depth >= depth)).toBe(true);
        }
      }),
    );
  });

  it('are as many as are drawn, and not one more', () => {
    const writer = new LineWriter();
    for (let index = 0; index < 200_000; index += 1) writer.value(null, 'word', 'null');
    expect(() => {
      writer.value(null, 'word', 'null');
    }).toThrow(TooLarge);
    expect(jsonLines(`[${'1,'.repeat(199_997)}1]`)).toHaveLength(200_000);
    expect(jsonLines(`[${'1,'.repeat(199_998)}1]`)).toBeNull();
  });

  it('nest two hundred times, and not once more', () => {
    expect(jsonLines(nested(200))).toHaveLength(400);
    expect(jsonLines(nested(201))).toBeNull();
    const deep = (depth: number) => Array.from({ length: depth }).reduce<unknown>((inner) => [inner], null);
    expect(valueLines(deep(200))).toHaveLength(401);
    expect(valueLines(deep(201))).toBeNull();
  });

  it('that nest deeper than any stack are none, at once', () => {
    expect(jsonLines(nested(300_000))).toBeNull();
    expect(jsonLines('['.repeat(200_000))).toBeNull();
    expect(jsonLines('{"a":'.repeat(200_000))).toBeNull();
  });

  it('a close without anything open is none', () => {
    const writer = new LineWriter();
    writer.close();
    writer.value(null, 'number', '1');
    writer.close();
    expect(writer.lines()).toHaveLength(1);
  });
});

describe('what is folded', () => {
  it('hides what is in it and nothing else, also within what is folded itself', () => {
    fc.assert(
      fc.property(fc.json({ maxDepth: 6 }), fc.array(fc.nat(30)), (text, chosen) => {
        const lines = jsonLines(text) ?? [];
        const opened = openings(lines);
        const folds = new Set(chosen.filter((index) => opened.some((one) => one.index === index)));
        const hidden = opened.filter(({ index }) => folds.has(index));
        const expected = lines
          .map((_, index) => index)
          .filter((index) => !hidden.some((fold) => fold.index < index && index <= fold.close));
        expect(visibleLines(lines, folds)).toEqual(expected);
      }),
    );
  });

  it('at first is what lies below the second level, of more than four hundred lines', () => {
    const list = (length: number) => JSON.stringify({ rows: Array.from({ length }, () => [1]), none: [[]] });
    // Two lines of the object, two of the list and three of each row; four of the empty list in a list.
    expect(firstFolds(jsonLines(list(130)) ?? []).size).toBe(0);
    expect(firstFolds(jsonLines(list(131)) ?? []).size).toBe(131);
  });
});
