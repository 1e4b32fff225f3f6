import { fc, test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { anyConfig, anyJson, anyText } from '../../testing/asset-config/any-config';
import { consumerFields } from '../consumer-config/fields';
import { streamConfig, streamFields } from '../stream-config/fields';
import { jsonText, parseJsonText } from './json-text';
import { isServerMetadata, isTime, readConfig, type JsonPath, type Misread } from './read';
import { count, durations, entries, flag, limit, part, parts, subject, subjects, text, time } from './shape';
import { isObject, writeConfig, type Json, type JsonObject } from './write';

const readStream = (json: unknown) => readConfig(streamFields, json);
const names = (places: readonly { readonly path: JsonPath }[]) => places.map(({ path }) => path.join('.'));

describe('what is written is read again', () => {
  test.prop([anyConfig(streamFields)])('of a stream, whatever its fields hold', (config) => {
    expect(readStream(writeConfig(streamFields, config))).toEqual({ config, unknown: [], misread: [] });
  });

  test.prop([anyConfig(consumerFields)])('of a consumer, whatever its fields hold', (config) => {
    expect(readConfig(consumerFields, writeConfig(consumerFields, config)).config).toEqual(config);
  });

  test.prop([anyConfig(streamFields)])('by way of a text, integers beyond 2^53 and all scripts exactly', (config) => {
    const parsed = parseJsonText(jsonText(writeConfig(streamFields, config)));
    expect(readStream(parsed.ok ? parsed.value : null).config).toEqual(config);
  });
});

describe('fields that are not known', () => {
  const stranger = anyText.map((name) => `x ${name}`);
  const strangers = fc.uniqueArray(fc.tuple(stranger, anyJson), { selector: ([name]) => name, maxLength: 3 });
  const withStrangers = (json: JsonObject, more: readonly (readonly [string, Json])[]): JsonObject =>
    Object.fromEntries([
      ...Object.entries(json).map(([key, value]) => [key, within(key, value, more)] as const),
      ...more,
    ]);
  /** Into all parts, and not among a user's own names. */
  const within = (key: string, value: Json, more: readonly (readonly [string, Json])[]): Json => {
    if (Array.isArray(value)) return value.map((item: Json) => within(key, item, more));
    return isObject(value) && key !== 'metadata' ? withStrangers(value, more) : value;
  };

  test.prop([anyConfig(streamFields), strangers])('come back to where they were, at every depth', (config, more) => {
    const json = withStrangers(writeConfig(streamFields, config), more);
    const read = readStream(json);
    expect(read.misread).toEqual([]);
    expect(writeConfig(streamFields, read.config, read.unknown)).toEqual(json);
  });

  it.each<[string, JsonObject]>([
    ['an empty placement', { placement: { zones: 3 } }],
    ['a placement whose known fields are empty', { placement: { cluster: '', tags: [], zones: 3 } }],
    ['limits of consumers', { consumer_limits: { max_waiting: 9 } }],
  ])('keep %s, which is none otherwise', (_, sent) => {
    const { config, unknown } = readStream(sent);
    expect(config).toMatchObject({ placement: null, consumerLimits: null });
    expect(writeConfig(streamFields, config, unknown)).toMatchObject(sent);
  });

  it('keep their part when it is set, too', () => {
    const { config, unknown } = readStream({ placement: { cluster: '', zones: 3 } });
    const moved = { ...config, placement: { cluster: 'C1', tags: [], preferred: '' } };
    expect(writeConfig(streamFields, moved, unknown)).toMatchObject({ placement: { cluster: 'C1', zones: 3 } });
  });

  it('go with the part that held them', () => {
    const { config, unknown } = readStream({
      placement: { cluster: 'C1', zones: 3 },
      mirror: { name: 'M', external: { api: 'hub.api', newer: true }, subject_transforms: [{ src: 'a', newer: 1 }] },
    });
    expect(names(unknown)).toEqual(['placement.zones', 'mirror.subject_transforms.0.newer', 'mirror.external.newer']);
    const without = { ...config, placement: null, mirror: null };
    expect(writeConfig(streamFields, without, unknown)).toEqual(writeConfig(streamFields, without));
    const halved = { ...config, mirror: config.mirror && { ...config.mirror, external: null, subjectTransforms: [] } };
    expect(writeConfig(streamFields, halved, unknown)['mirror']).toEqual({ name: 'M' });
  });
});

describe('each form of a field', () => {
  const fields = {
    text: text('text'),
    subject: subject('subject'),
    subjects: subjects('subjects'),
    count: count('count', '2.9', 1),
    limit: limit('limit'),
    none: limit('none', 0),
    durations: durations('durations'),
    time: time('time'),
    flag: flag('flag'),
    entries: entries('entries'),
    part: part('part', 'source', { name: text('name') }),
    parts: parts('parts', 'source', { name: text('name') }),
  };
  const read = (json: unknown) => readConfig(fields, json);

  it.each<[keyof typeof fields, unknown, string, Misread['why']]>([
    ['text', 5, 'text', 'notText'],
    ['text', ['a'], 'text', 'notText'],
    ['subject', { a: 1 }, 'subject', 'notText'],
    ['subjects', 'a', 'subjects', 'notList'],
    ['subjects', { 0: 'a' }, 'subjects', 'notList'],
    ['subjects', [null], 'subjects.0', 'notText'],
    ['subjects', ['a', 7], 'subjects.1', 'notText'],
    ['count', '7', 'count', 'notInteger'],
    ['count', 1.5, 'count', 'notInteger'],
    ['count', Infinity, 'count', 'notInteger'],
    ['count', NaN, 'count', 'notInteger'],
    ['count', true, 'count', 'notInteger'],
    ['limit', 'unlimited', 'limit', 'notInteger'],
    ['limit', 0.1, 'limit', 'notInteger'],
    ['durations', 5, 'durations', 'notList'],
    ['durations', [1, '1s'], 'durations.1', 'notInteger'],
    ['time', 0, 'time', 'notTime'],
    ['time', 'soon', 'time', 'notTime'],
    ['flag', 'true', 'flag', 'notFlag'],
    ['flag', 1, 'flag', 'notFlag'],
    ['entries', [], 'entries', 'notObject'],
    ['entries', { a: null }, 'entries.a', 'notText'],
    ['part', [], 'part', 'notObject'],
    ['part', 'M', 'part', 'notObject'],
    ['part', { name: 1 }, 'part.name', 'notText'],
    ['parts', { name: 'a' }, 'parts', 'notList'],
    ['parts', [{ name: 'a' }, 'b'], 'parts.1', 'notObject'],
  ])('%s that holds %j is blamed at %3$s', (key, value, path, why) => {
    const { misread } = read({ [key]: value });
    expect(misread.map((one) => [one.path.join('.'), one.why])).toEqual([[path, why]]);
  });

  it.each([undefined, null])('%j is what left out is', (nothing) => {
    const json = Object.fromEntries(Object.values(fields).map(({ wire }) => [wire, nothing]));
    expect(read(json)).toEqual(read({}));
    expect(read({}).misread).toEqual([]);
  });

  it('what is misread in a list is left out of it, and the rest stays', () => {
    const { config } = read({ subjects: ['a', 1, 'b'], durations: [1, 'x', 2], entries: { a: 1, b: 'c' } });
    expect(config).toMatchObject({ subjects: ['a', 'b'], durations: [1, 2], entries: { b: 'c' } });
  });

  it.each([
    [0, 'unlimited', 0],
    [-0, 'unlimited', 0],
    [-1, 'unlimited', 'unlimited'],
    [-2, -2, -2],
    [1, 1, 1],
    [2n ** 63n - 1n, 2n ** 63n - 1n, 2n ** 63n - 1n],
  ])('a limit of %s is %s, or %s where none is zero', (given, unlimited, zero) => {
    expect(read({ limit: given, none: given }).config).toMatchObject({ limit: unlimited, none: zero });
  });

  it.each([
    [0, 0],
    [-0, 0],
    [5n, 5],
    [1e3, 1000],
    [2 ** 53, 2n ** 53n],
    [-(2 ** 53), -(2n ** 53n)],
    [9_007_199_254_740_993n, 9_007_199_254_740_993n],
    [2n ** 80n, 2n ** 80n],
  ])('an integer is one value, however it came: %s', (given, expected) => {
    expect(Object.is(read({ count: given }).config.count, expected)).toBe(true);
  });
});

describe('words of a choice', () => {
  it.each(['', null, undefined])('%j is the default', (word) => {
    expect(readStream({ retention: word })).toMatchObject({ config: { retention: 'limits' }, misread: [] });
  });

  it.each(['Limits', 'work_queue', 'constructor', '__proto__', 'toString', 0, ['limits']])('%j is none', (word) => {
    expect(readStream({ retention: word }).misread).toEqual([{ path: ['retention'], why: 'unknownWord' }]);
  });
});

describe('metadata', () => {
  it.each(['_nats.level', '_nats.', '_nats.req.level'])('%s is a note of the servers', (key) => {
    expect(isServerMetadata(key)).toBe(true);
    expect(readStream({ metadata: { [key]: 5 } })).toEqual({ config: streamConfig({}), unknown: [], misread: [] });
  });

  it.each(['_nats', 'nats.level', '_NATS.level', ' _nats.level', '_natsx.level'])('%s is of a user', (key) => {
    expect(isServerMetadata(key)).toBe(false);
    expect(readStream({ metadata: { [key]: 'x' } }).config.metadata).toEqual({ [key]: 'x' });
  });

  it('may be called as what every object has', () => {
    const given: unknown = JSON.parse('{"metadata": {"__proto__": "a", "constructor": "b", "": "c"}}');
    const { config } = readStream(given);
    expect(Object.entries(config.metadata)).toEqual([
      ['__proto__', 'a'],
      ['constructor', 'b'],
      ['', 'c'],
    ]);
    expect(jsonText(writeConfig(streamFields, config))).toContain('"__proto__": "a"');
  });
});

describe('a moment', () => {
  it.each([
    '2026-01-02T03:04:05Z',
    '2026-01-02T03:04:05.1Z',
    '2026-01-02T03:04:05.123456789Z',
    '2024-02-29T00:00:00Z',
    '2000-02-29T23:59:59Z',
    '2026-12-31T23:59:59+23:59',
    '2026-01-01T00:30:00+01:00',
    '2026-12-31T23:30:00-01:00',
    '9999-12-31T23:59:59.999999999Z',
  ])('%s is one', (moment) => {
    expect(isTime(moment)).toBe(true);
  });

  it.each([
    '2026-02-29T00:00:00Z',
    '2026-02-30T00:00:00Z',
    '1900-02-29T00:00:00Z',
    '2026-04-31T12:00:00+02:00',
    '2026-13-01T00:00:00Z',
    '2026-00-01T00:00:00Z',
    '2026-01-00T00:00:00Z',
    '2026-01-32T00:00:00Z',
    '2026-01-01T24:00:00Z',
    '2026-01-01T00:60:00Z',
    '2026-01-01T00:00:60Z',
    '2026-01-01T00:00:00+24:00',
    '2026-01-01T00:00:00+00:60',
    '2026-01-02T03:04:05.1234567891Z',
    '2026-01-02T03:04:05.Z',
    '2026-01-02T03:04:05',
    '2026-01-02 03:04:05Z',
    '2026-01-02T03:04Z',
    '2026-01-02',
    '26-01-02T03:04:05Z',
    '+002026-01-02T03:04:05Z',
    '2026-01-02t03:04:05z',
    ' 2026-01-02T03:04:05Z',
    '2026-01-02T03:04:05Z\n',
    '٢٠٢٦-01-02T03:04:05Z',
    '',
  ])('%j is none: a server refuses it', (moment) => {
    expect(isTime(moment)).toBe(false);
  });

  it.each([null, undefined, 0, 1e12, {}, new Date()])('%s is none: it is no text', (value) => {
    expect(isTime(value)).toBe(false);
  });

  test.prop([fc.date({ noInvalidDate: true, min: new Date(0), max: new Date('9999-12-31T23:59:59Z') })])(
    'every date is one as it is written',
    (date) => {
      expect(isTime(date.toISOString())).toBe(true);
    },
  );
});

it.each([null, undefined, 5, 'text', [], true])('%j is no configuration, and is read as one of defaults', (json) => {
  expect(readStream(json)).toEqual({
    config: streamConfig({}),
    unknown: [],
    misread: [{ path: [], why: 'notObject' }],
  });
});
