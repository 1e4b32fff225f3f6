import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { likelyForms } from './form';
import { hexRow, hexRows } from './hex';
import { jsonLines } from './json-lines';
import { firstFolds, visibleLines, type Line } from './lines';
import { packingOf } from './packing';
import { previewOf } from './preview';
import { wrapText } from './text-lines';
import { isReadable, textOf, textStart } from './utf8';
import { valueLines } from './value-lines';
import { zstdFrame, zstdParts } from './zstd';

const bytes = (text: string) => new TextEncoder().encode(text);
const of = (...values: number[]) => new Uint8Array(values);

/** As a parser would write them again. */
function written(lines: readonly Line[]): string {
  return lines
    .map(({ name, content, comma }) => {
      const value =
        content.kind === 'value'
          ? content.type === 'text'
            ? JSON.stringify(content.text)
            : content.text
          : content.bracket;
      return `${name === null ? '' : `${JSON.stringify(name)}:`}${value}${comma ? ',' : ''}`;
    })
    .join('');
}

describe('a text', () => {
  it('is valid UTF-8 or none, never one with replacements', () => {
    expect(textOf(bytes('grün'))).toBe('grün');
    expect(textOf(of(0x66, 0xff))).toBeNull();
    expect(textOf(of(0xef, 0xbb, 0xbf, 0x61))).toBe('\ufeffa');
  });

  it('may be cut within its last character', () => {
    const whole = bytes('aé€😀');
    for (let most = 1; most <= whole.length; most += 1) {
      const start = textStart(whole, most);
      expect(start !== null && 'aé€😀'.startsWith(start)).toBe(true);
    }
    expect(textStart(of(0x61, 0xff, 0x62, 0x63, 0x64, 0x65), 5)).toBeNull();
  });

  it('with many control characters is for no reader', () => {
    expect(isReadable('a\tb\r\nc')).toBe(true);
    expect(isReadable('\u0001\u0002a')).toBe(false);
    expect(isReadable(`a\u0000`)).toBe(false);
  });

  it('is broken into lines of one width, never within a character', () => {
    expect(wrapText('ab\ncdefg\n', 3)).toEqual(['ab', 'cde', 'fg', '']);
    expect(wrapText('a😀b', 2)).toEqual(['a😀', 'b']);
  });
});

describe('the beginning of a body', () => {
  it('is text where it can be read, else bytes', () => {
    expect(previewOf(of())).toEqual({ kind: 'empty' });
    expect(previewOf(bytes('hello'))).toEqual({ kind: 'text', text: 'hello', cut: false });
    expect(previewOf(bytes('x'.repeat(200)))).toMatchObject({ kind: 'text', cut: true });
    expect(previewOf(of(0xff, 0x00))).toEqual({ kind: 'bytes', hex: 'ff 00', cut: false });
  });

  it('of any bytes is told without an error', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), fc.string(), (body, type) => {
        previewOf(body);
        packingOf(body, type);
        zstdFrame(body);
        expect([...zstdParts(body, 2 ** 32)].every((end) => end <= body.length)).toBe(true);
        expect(likelyForms(body, type).length).toBeGreaterThan(0);
      }),
    );
  });
});

describe('the form of a body', () => {
  it('is told by its bytes, and before them by what its header says', () => {
    expect(likelyForms(bytes('{"a":1}'), '')).toEqual(['json', 'text']);
    expect(likelyForms(bytes('plain'), '')).toEqual(['text']);
    expect(likelyForms(bytes('plain'), 'application/x-msgpack')).toEqual(['msgpack', 'text']);
    expect(likelyForms(of(0x81, 0xa1, 0x61, 0x01, 0xff), '')).toEqual(['msgpack', 'cbor', 'hex']);
    expect(likelyForms(of(0xa1, 0x61, 0x61, 0xff), '')).toEqual(['cbor', 'hex']);
    expect(likelyForms(of(0xff, 0xfe), 'application/cbor')).toEqual(['cbor', 'hex']);
    expect(likelyForms(of(0x00, 0x01), '')).toEqual(['hex']);
  });
});

describe('the packing of a body', () => {
  it('is told by its first bytes', () => {
    expect(packingOf(of(0x1f, 0x8b, 0x08, 0), '')).toBe('gzip');
    expect(packingOf(of(0x28, 0xb5, 0x2f, 0xfd), '')).toBe('zstd');
    expect(packingOf(of(0xff, 6, 0, 0, ...bytes('S2sTwO')), '')).toBe('s2');
    expect(packingOf(of(0xff, 6, 0, 0, ...bytes('sNaPpY')), '')).toBe('snappy');
    expect(packingOf(of(0x78, 0x9c, 0xff), '')).toBe('zlib');
  });

  it('is none of a text that only looks like it, whatever its header says', () => {
    expect(packingOf(bytes('x^2 + y^2'), '')).toBeNull();
    expect(packingOf(bytes('plain'), 'gzip')).toBeNull();
    expect(packingOf(of(0xff, 0xfe), 'zstd')).toBe('zstd');
    expect(packingOf(of(0xff, 0xfe), '')).toBeNull();
  });
});

describe('the lines of a JSON', () => {
  it('say what the text says', () => {
    fc.assert(
      fc.property(fc.json(), (text) => {
        const lines = jsonLines(text);
        expect(lines).not.toBeNull();
        expect(JSON.parse(written(lines ?? []))).toEqual(JSON.parse(text));
      }),
    );
  });

  it('keep each digit, and each member of a name that stands there twice', () => {
    expect(written(jsonLines('{"a": 12345678901234567890, "a":1.10, "b":[ ]}') ?? [])).toBe(
      '{"a":12345678901234567890,"a":1.10,"b":[]}',
    );
  });

  it('are none of what is no JSON, or is too deep or too long to be drawn', () => {
    expect(jsonLines('{"a":}')).toBeNull();
    expect(jsonLines('')).toBeNull();
    expect(jsonLines('['.repeat(300) + ']'.repeat(300))).toBeNull();
    expect(jsonLines(`[${'1,'.repeat(300_000)}1]`)).toBeNull();
  });

  it('of a large one are folded at first, and a folded part is one line', () => {
    const large = JSON.stringify({ rows: Array.from({ length: 300 }, (_, id) => ({ id, list: [1, 2] })) });
    const lines = jsonLines(large) ?? [];
    const folds = firstFolds(lines);
    const visible = visibleLines(lines, folds);
    expect(visible).toHaveLength(2 + 2 + 300);
    expect(visibleLines(lines, new Set())).toHaveLength(lines.length);
    expect(firstFolds(jsonLines('{"a":{"b":{"c":1}}}') ?? []).size).toBe(0);
  });
});

describe('the lines of a decoded value', () => {
  it('hold maps with any keys, bytes, dates and large integers', () => {
    const value = new Map<unknown, unknown>([
      [1, of(0xde, 0xad)],
      ['d', new Date(0)],
      ['n', 2n ** 64n],
      [of(1), [null, true, undefined]],
    ]);
    expect(written(valueLines(value) ?? [])).toBe(
      '{"1":dead,"d":1970-01-01T00:00:00.000Z,"n":18446744073709551616,"01":[null,true,undefined]}',
    );
  });

  it('are none of what nests without end', () => {
    const loop: unknown[] = [];
    loop.push(loop);
    expect(valueLines(loop)).toBeNull();
  });
});

describe('the rows of bytes', () => {
  it('have an offset, the digits and what is readable', () => {
    const body = bytes('0123456789abcdefg\n');
    expect(hexRows(body)).toBe(2);
    expect(hexRow(body, 0)).toEqual({
      offset: '00000000',
      hex: '30 31 32 33 34 35 36 37  38 39 61 62 63 64 65 66',
      text: '0123456789abcdef',
    });
    expect(hexRow(body, 1)).toEqual({ offset: '00000010', hex: '67 0a', text: 'g.' });
  });
});
