import { fc, test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { anyConfig, anyText } from '../../testing/asset-config/any-config';
import { source } from '../../testing/asset-config/sources';
import { deepEqual } from '../same';
import { streamConfig, streamFields, type StreamConfig } from '../stream-config/fields';
import { readStreamConfig } from '../stream-config/wire';
import type { Mark } from './diff';
import { changesOf, differingFields, keptUnknown, misreadProblems, readAsked, refusals } from './hold';
import { jsonText } from './json-text';
import { doubtful, refused } from './problem';
import type { Reading, Unknown } from './read';
import { writeConfig, type Json } from './write';

const free: Mark = { kind: 'free' };
const reading = (config: Partial<StreamConfig>, unknown: readonly Unknown[] = []): Reading<StreamConfig> => ({
  config: streamConfig(config),
  unknown,
  misread: [],
});
const changes = (before: Reading<StreamConfig>, after: Reading<StreamConfig>, mark: Mark = free) =>
  changesOf(streamFields, before, after, () => mark);
const differing = (expected: Reading<StreamConfig>, told: Reading<StreamConfig>, lenient: readonly 'maxAge'[] = []) =>
  differingFields(streamFields, expected, told, lenient);
const at = (path: string, value: unknown): Unknown => ({ path: path.split('.'), value });

describe('a configuration held against one', () => {
  test.prop([anyConfig(streamFields)])('that is the same differs in nothing', (config) => {
    expect(changes(reading(config), reading(config))).toEqual([]);
    expect(differing(reading(config), reading(config))).toEqual([]);
  });

  test.prop([anyConfig(streamFields), anyConfig(streamFields)])(
    'differs in the fields that a request holds otherwise, and each is said with both',
    (before, after) => {
      const [was, is] = [writeConfig(streamFields, before), writeConfig(streamFields, after)];
      const wires = Object.values(streamFields).map(({ wire }) => wire);
      const expected = wires.filter((wire) => !deepEqual(was[wire], is[wire]));
      const found = changes(reading(before), reading(after));
      expect(found.map(({ field }) => field)).toEqual(expected);
      expect(differing(reading(after), reading(before))).toEqual(expected);
      const text = (value: Json | undefined) => (value === undefined ? null : jsonText(value).replace(/\n */g, ''));
      for (const one of found) {
        expect(one.before).toBe(text(was[one.field]));
        expect(one.after).toBe(text(is[one.field]));
      }
    },
  );

  test.prop([anyText, anyText])('says a value in one line, blanks and all', (one, other) => {
    const [change] = changes(reading({ description: `${one}\n  ${other}` }), reading({}));
    expect(change?.before).not.toContain('\n');
    expect(JSON.parse(change?.before ?? '')).toBe(`${one}\n  ${other}`);
  });

  it('tells what is final', () => {
    const final: Mark = { kind: 'cannotUndo', why: 'staysOn' };
    expect(changes(reading({}), reading({ sealed: true }), final)).toEqual([
      { field: 'sealed', before: null, after: 'true', isFinal: true },
    ]);
    const refusedMark: Mark = { kind: 'cannotChange', why: 'stored' };
    expect(changes(reading({}), reading({ storage: 'memory' }), refusedMark)[0]?.isFinal).toBe(false);
  });

  it('may leave a field out that depends on what was not read', () => {
    expect(differing(reading({ maxAge: 5, replicas: 3 }), reading({}))).toEqual(['num_replicas', 'max_age']);
    expect(differing(reading({ maxAge: 5, replicas: 3 }), reading({}), ['maxAge'])).toEqual(['num_replicas']);
  });
});

describe('a moment', () => {
  const from = (optStartTime: string) =>
    reading({ sources: [source({ name: 'A' }), source({ name: 'B', optStartTime })] });
  it.each([
    ['2026-01-02T03:04:05Z', '2026-01-02T03:04:05.000Z', true],
    ['2026-01-02T03:04:05.120Z', '2026-01-02T03:04:05.12Z', true],
    ['2026-01-02T03:04:05.5+01:00', '2026-01-02T02:04:05.5Z', true],
    ['2026-01-01T00:00:00+23:59', '2025-12-31T00:01:00Z', true],
    ['2026-01-02T03:04:05.123456789Z', '2026-01-02T03:04:05.123456788Z', false],
    ['2026-01-02T03:04:05.1Z', '2026-01-02T03:04:05.01Z', false],
    ['2026-01-02T03:04:05Z', '2026-01-02T03:04:06Z', false],
    ['2026-01-02T03:04:05+01:00', '2026-01-02T03:04:05Z', false],
  ])('%s and %s are one: %s', (one, other, same) => {
    expect(differing(from(one), from(other))).toEqual(same ? [] : ['sources']);
    expect(changes(from(one), from(other)).map(({ field }) => field)).toEqual(same ? [] : ['sources']);
  });

  it('that was left out is another one than any', () => {
    const without = reading({ sources: [source({ name: 'A' }), source({ name: 'B' })] });
    expect(differing(from('2026-01-02T03:04:05Z'), without)).toEqual(['sources']);
  });
});

describe('a field that is not known', () => {
  it('is missed, by its path, where a server dropped it or holds another value', () => {
    const expected = reading({}, [at('later', 1), at('mirror.newer', { a: [1] }), at('same', [2n ** 60n])]);
    const told = reading({}, [at('later', 2), at('same', [2n ** 60n]), at('filled.in', true)]);
    expect(differing(expected, told)).toEqual(['later', 'mirror.newer']);
  });

  it('is a change where it comes, or becomes another one', () => {
    const before = reading({}, [at('same', 1), at('later', { a: 'x' })]);
    const after = reading({}, [at('same', 1), at('later', { a: 'y' }), at('mirror.newer', null)]);
    expect(changes(before, after)).toEqual([
      { field: 'later', before: '{"a": "x"}', after: '{"a": "y"}', isFinal: false },
      { field: 'mirror.newer', before: null, after: 'null', isFinal: false },
    ]);
  });

  it('that is asked for stands before the one that is there, which is kept otherwise', () => {
    const asked = [at('a', 1), at('b.c', 2)];
    expect(keptUnknown(asked, [at('b.c', 3), at('d', 4)])).toEqual([...asked, at('d', 4)]);
    expect(keptUnknown([], [at('d', 4)])).toEqual([at('d', 4)]);
    expect(keptUnknown(asked, [])).toEqual(asked);
  });
});

describe('a text that is asked for', () => {
  it.each([
    ['', 'notJson', ''],
    ['{"name":', 'notJson', ''],
    ['[]', 'notObject', ''],
    ['null', 'notObject', ''],
    ['{"name": 1}', 'notText', 'name'],
    ['{"config": {"sources": [{"name": "A"}, {"opt_start_seq": "x"}]}}', 'notInteger', 'sources.1.opt_start_seq'],
    ['{"compression": "zstd"}', 'unknownWord', 'compression'],
  ])('%s is wrong: %s at %j', (text, rule, field) => {
    expect(readAsked(text, readStreamConfig).problems).toEqual([{ rule, field }]);
  });

  it('is too long beyond what is read', () => {
    const long = `{"name": "${'x'.repeat(1024 * 1024)}"}`;
    expect(readAsked(long, readStreamConfig)).toEqual({ reading: null, problems: [{ rule: 'tooLong', field: '' }] });
  });

  it('is read with what is right of it', () => {
    const { reading: read, problems } = readAsked('{"name": "S", "max_age": "1h"}', readStreamConfig);
    expect(read?.config).toEqual(streamConfig({ name: 'S' }));
    expect(problems).toEqual(misreadProblems(read?.misread ?? []));
  });
});

describe('what a server would refuse', () => {
  const problem = (field: string, severity: 'error' | 'warning' = 'error') => ({
    ...(severity === 'error' ? refused(10052) : doubtful),
    rule: 'aRule',
    fields: [field, 'name'] as const,
    parameters: {},
  });
  it.each([
    ['maxMsgsPerSubject', 'max_msgs_per_subject'],
    ['subjects.3', 'subjects.3'],
    ['placement.cluster', 'placement.cluster'],
    ['mirror.subjectTransforms.2.destination', 'mirror.subject_transforms.2.dest'],
    ['sources.0', 'sources.0'],
    ['sources.10.external.deliver', 'sources.10.external.deliver'],
    ['sources.1.optStartTime', 'sources.1.opt_start_time'],
    ['sources.1.consumer.deliverSubject', 'sources.1.consumer.deliver_subject'],
    ['republish.headersOnly', 'republish.headers_only'],
    ['metadata.a.b', 'metadata.a.b'],
    ['unheardOf.x', 'unheardOf.x'],
  ])('at %s is told at %s, as requests have it', (field, wire) => {
    expect(refusals(streamFields, [problem(field)])).toEqual([{ rule: 'aRule', field: wire }]);
  });

  it('is none of what is only worth a thought', () => {
    expect(refusals(streamFields, [problem('name', 'warning')])).toEqual([]);
  });
});

test.prop([fc.array(fc.tuple(anyText, fc.integer())), fc.array(fc.tuple(anyText, fc.integer()))])(
  'of what is not known nothing is kept twice, and nothing is lost',
  (asked, present) => {
    const unknown = (all: readonly (readonly [string, number])[]) =>
      [...new Map(all)].map(([key, value]): Unknown => ({ path: [key], value }));
    const kept = keptUnknown(unknown(asked), unknown(present));
    expect(new Map(kept.map(({ path: [key], value }) => [key, value]))).toEqual(new Map([...present, ...asked]));
    expect(new Set(kept.map(({ path: [key] }) => key)).size).toBe(kept.length);
  },
);
