import { test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { anyConfig } from '../../testing/asset-config/any-config';
import { source } from '../../testing/asset-config/sources';
import { hour, minute } from '../asset-config/duration';
import { parseVersion } from '../version';
import { streamChanges } from './diff';
import { streamConfig, streamFields, type StreamConfig } from './fields';

const config = anyConfig(streamFields);

test.prop([config, config])('every change that no server takes is of a field that is not free', (before, after) => {
  for (const { field, mark } of streamChanges(before, after, null))
    if (mark.kind === 'cannotChange') expect(streamFields[field].edit).toMatchObject({ why: mark.why });
});

test.prop([config, config])('what newer servers take away of a refusal, they never give back', (before, after) => {
  const refused = (version: string) =>
    streamChanges(before, after, parseVersion(version))
      .filter(({ mark }) => mark.kind === 'cannotChange')
      .map(({ field }) => field);
  const [oldest, newest] = [refused('2.9.0'), refused('2.15.1')];
  expect(newest.filter((field) => !oldest.includes(field))).toEqual([]);
});

describe('a limit', () => {
  const marks = (before: Partial<StreamConfig>, after: Partial<StreamConfig>) =>
    streamChanges(streamConfig(before), streamConfig(after), null).map(({ mark }) => mark.kind);
  const [deletes, free] = [['cannotUndo'], ['free']];

  it.each(['maxMsgs', 'maxBytes', 'maxMsgsPerSubject'] as const)(
    'that becomes tighter deletes at once, and one that becomes wider does not: %s',
    (field) => {
      expect(marks({ [field]: 10 }, { [field]: 9 })).toEqual(deletes);
      expect(marks({ [field]: 9 }, { [field]: 10 })).toEqual(free);
      expect(marks({}, { [field]: 2n ** 63n - 1n })).toEqual(deletes);
      expect(marks({ [field]: 2n ** 60n }, { [field]: 2 ** 53 - 1 })).toEqual(deletes);
      expect(marks({ [field]: 5 }, {})).toEqual(free);
      // Below zero there is none, as servers take it.
      expect(marks({ [field]: 5 }, { [field]: -7 })).toEqual(free);
      expect(marks({ [field]: -7 }, { [field]: 5 })).toEqual(deletes);
    },
  );

  it('of age is none at zero', () => {
    expect(marks({ maxAge: 0 }, { maxAge: hour })).toEqual(deletes);
    expect(marks({ maxAge: hour }, { maxAge: minute })).toEqual(deletes);
    expect(marks({ maxAge: minute }, { maxAge: hour })).toEqual(free);
    expect(marks({ maxAge: minute }, { maxAge: 0 })).toEqual(free);
  });

  it('of what comes in deletes nothing that is there', () => {
    expect(marks({}, { maxMsgSize: 1, maxConsumers: 1, duplicateWindow: minute })).toEqual(['free', 'free', 'free']);
  });
});

it.each<[Partial<StreamConfig>, Partial<StreamConfig>, string, string]>([
  [{}, { retention: 'interest' }, '2.9.25', 'cannotChange'],
  [{}, { retention: 'interest' }, '2.10.0', 'cannotUndo'],
  [{ retention: 'interest' }, {}, '2.9.25', 'cannotChange'],
  [{ retention: 'workqueue' }, {}, '2.15.1', 'cannotChange'],
  [{ mirror: source({ name: 'M' }) }, {}, '2.11.9', 'cannotChange'],
  [{ mirror: source({ name: 'M' }) }, {}, '2.12.0', 'cannotUndo'],
  [{}, { mirror: source({ name: 'M' }) }, '2.15.1', 'cannotChange'],
  [{}, { republish: { source: '', destination: 'a.>', headersOnly: false } }, '2.9.25', 'cannotChange'],
  [{}, { republish: { source: '', destination: 'a.>', headersOnly: false } }, '2.10.0', 'free'],
  [{ sealed: true }, {}, '2.15.1', 'cannotChange'],
  [{}, { allowMsgSchedules: true }, '2.15.1', 'cannotUndo'],
  [{ allowMsgTtl: true }, {}, '2.15.1', 'cannotChange'],
  [{}, { persistMode: 'async' }, '2.15.1', 'cannotChange'],
])('from %j to %j on %s: %s', (before, after, version, kind) => {
  const [change, ...others] = streamChanges(streamConfig(before), streamConfig(after), parseVersion(version));
  expect(change?.mark.kind).toBe(kind);
  expect(others).toEqual([]);
});
