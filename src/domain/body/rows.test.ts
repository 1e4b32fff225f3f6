import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { likelyForms } from './form';
import { hexRow, hexRows } from './hex';
import { previewOf } from './preview';
import { wrapText } from './text-lines';

const anyBytes = fc.uint8Array({ maxLength: 100 });

describe('the rows of bytes', () => {
  it('hold every byte once, sixteen in each, where its offset says', () => {
    fc.assert(
      fc.property(anyBytes, (body) => {
        const rows = Array.from({ length: hexRows(body) }, (_, row) => hexRow(body, row));
        expect(rows.flatMap(({ hex }) => hex.split(/ +/)).map((pair) => parseInt(pair, 16))).toEqual([...body]);
        expect(rows.map(({ text }) => text).join('')).toHaveLength(body.length);
        rows.forEach(({ offset, text }, row) => {
          expect(parseInt(offset, 16)).toBe(row * 16);
          expect(text).toMatch(/^[ -~]{1,16}$/);
        });
      }),
    );
  });

  it('are as wide beyond four gigabytes, and none where there is nothing', () => {
    expect(hexRows(new Uint8Array())).toBe(0);
    expect(hexRow(new Uint8Array(), 0)).toEqual({ offset: '00000000', hex: '', text: '' });
    expect(hexRow(new Uint8Array(), 2 ** 28).offset).toBe('100000000');
    // The gap between the halves stands only where there is a second one.
    expect(hexRow(new Uint8Array(8), 0).hex).toBe('00 00 00 00 00 00 00 00');
    expect(hexRow(new Uint8Array(9), 0).hex).toBe('00 00 00 00 00 00 00 00  00');
  });
});

describe('the lines of a text', () => {
  const anyText = fc.array(fc.constantFrom('a', 'é', '漢', '😀', '\n', '\r', ' ')).map((parts) => parts.join(''));

  it('lose nothing, break no character, and are no longer than they may be', () => {
    fc.assert(
      fc.property(anyText, fc.integer({ min: 1, max: 8 }), (text, columns) => {
        const lines = wrapText(text, columns);
        expect(lines.join('').replaceAll('\n', '')).toBe(text.replaceAll('\n', ''));
        for (const line of lines) {
          expect(line).not.toMatch(/\p{Cs}/u);
          expect(line.length).toBeLessThanOrEqual(columns + 1);
        }
      }),
    );
  });

  it('of a text without an end of line are broken in no time', () => {
    expect(wrapText('x'.repeat(4_000_000), 120)).toHaveLength(Math.ceil(4_000_000 / 120));
    expect(wrapText('\n'.repeat(1_000_000), 120)).toHaveLength(1_000_001);
  });
});

describe('the beginning of a body', () => {
  it('is cut exactly where there is more than is shown', () => {
    expect(previewOf(new Uint8Array(160).fill(0x61))).toMatchObject({ kind: 'text', cut: false });
    expect(previewOf(new Uint8Array(161).fill(0x61))).toMatchObject({ text: 'a'.repeat(160), cut: true });
    expect(previewOf(new Uint8Array(24).fill(0xff))).toMatchObject({ kind: 'bytes', cut: false });
    expect(previewOf(new Uint8Array(25).fill(0xff))).toMatchObject({ hex: 'ff '.repeat(24).trim(), cut: true });
  });

  it('of a text is one, whichever character the cut goes through', () => {
    for (const character of ['é', '€', '😀'])
      for (let before = 156; before <= 160; before += 1) {
        const text = 'a'.repeat(before) + character.repeat(9);
        const preview = previewOf(new TextEncoder().encode(text));
        expect(preview.kind === 'text' && text.startsWith(preview.text)).toBe(true);
      }
  });
});

describe('the forms of a body', () => {
  const opaque = (first: number) => new Uint8Array([first, 0xff, 0xff]);
  const firsts = (form: 'msgpack' | 'cbor') =>
    Array.from({ length: 256 }, (_, first) => first).filter((first) => likelyForms(opaque(first), '').includes(form));
  const range = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, index) => from + index);

  it('begin with a list or a map, in the one way of writing and in the other', () => {
    expect(firsts('msgpack')).toEqual([...range(0x80, 0x9f), ...range(0xdc, 0xdf)]);
    expect(firsts('cbor')).toEqual(range(0x80, 0xbf));
    expect(likelyForms(new Uint8Array([0xd9, 0xd9, 0xf7]), '')).toEqual(['cbor', 'hex']);
    expect(likelyForms(new Uint8Array([0xd9, 0xd9, 0xf6]), '')).toEqual(['hex']);
    expect(likelyForms(new Uint8Array([0xd9]), '')).toEqual(['hex']);
  });

  it.each([
    ['application/vnd.msgpack', ['msgpack', 'hex']],
    ['APPLICATION/X-MSGPACK; v=1', ['msgpack', 'hex']],
    ['application/cbor-seq', ['cbor', 'hex']],
    ['application/notcbor', ['hex']],
    ['application/json', ['hex']],
    ['text/plain', ['hex']],
    ['', ['hex']],
  ])('of bytes that are no text are said by %j', (type, forms) => {
    expect(likelyForms(opaque(0x01), type)).toEqual(forms);
  });

  it('of more than is taken for a text are its bytes', () => {
    const text = (length: number) => new Uint8Array(length).fill(0x61);
    expect(likelyForms(text(4 * 1024 * 1024), '')).toEqual(['text']);
    expect(likelyForms(text(4 * 1024 * 1024 + 1), '')).toEqual(['hex']);
  });

  it('are each told once, and there is always one that shows every byte', () => {
    fc.assert(
      fc.property(anyBytes, fc.constantFrom('', 'application/cbor', 'a/msgpack'), (body, type) => {
        const forms = likelyForms(body, type);
        expect(new Set(forms).size).toBe(forms.length);
        expect(['text', 'hex']).toContain(forms.at(-1));
      }),
    );
  });
});
