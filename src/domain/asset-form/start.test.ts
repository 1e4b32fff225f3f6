import { describe, expect, it } from 'vitest';
import { jsonText } from '../asset-config/json-text';
import { streamConfig } from '../stream-config/fields';
import { readStreamConfig, streamRequest } from '../stream-config/wire';
import { startFrom } from './start';

const read = (text: string) => startFrom(text, readStreamConfig);

describe('a configuration from a text', () => {
  const config = streamConfig({ name: 'S', subjects: ['s.>'], maxAge: 31_536_000_000_000_000n });

  it('is read from what this console writes, and from the output of nats stream info', () => {
    const text = jsonText(streamRequest(config));
    expect(read(text)).toMatchObject({ ok: true, value: { config, unknown: [] } });
    expect(read(`{"config": ${text}, "state": {}, "created": "x"}`)).toMatchObject({ ok: true, value: { config } });
  });

  it('keeps fields of newer servers, and says what it does not understand', () => {
    expect(read('{"name": "S", "later": {"a": 1}, "max_age": "1h"}')).toMatchObject({
      ok: true,
      value: { unknown: [{ path: ['later'], value: { a: 1 } }], misread: [{ path: ['max_age'], why: 'notInteger' }] },
    });
  });

  it.each([
    ['', { kind: 'empty' }],
    ['  \n', { kind: 'empty' }],
    ['{"name": }', { kind: 'notJson', line: 1, column: 10, found: '}' }],
    ['[1]', { kind: 'notObject' }],
    ['"S"', { kind: 'notObject' }],
    ['{"error": {"code": 404}}', { kind: 'refusal' }],
    ['{"hello": "world"}', { kind: 'nothingKnown' }],
    ['{}', { kind: 'nothingKnown' }],
    ['{"config": {}}', { kind: 'nothingKnown' }],
  ])('%j is nothing to start from', (text, error) => {
    expect(read(text)).toEqual({ ok: false, error });
  });

  it('ten megabytes are refused before they are parsed', () => {
    expect(read(`{"name": "${'x'.repeat(10_000_000)}"}`)).toEqual({ ok: false, error: { kind: 'tooLong' } });
  });
});
