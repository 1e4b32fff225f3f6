import { test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { anyConfig } from '../../testing/asset-config/any-config';
import { source } from '../../testing/asset-config/sources';
import { hour, minute, second } from '../asset-config/duration';
import { parseVersion } from '../version';
import { asToolsTakeIt, effectiveStream } from './effective';
import { streamConfig, streamFields, type StreamConfig } from './fields';

type Given = Partial<StreamConfig>;
const made = (given: Given, version = '2.15.1', origin: StreamConfig | null = null) =>
  effectiveStream(streamConfig({ name: 'S', subjects: ['s'], ...given }), {
    version: parseVersion(version),
    find: () => origin,
  });
const sources = [source({ name: 'A' })];
const mirrored = { subjects: [], mirror: source({ name: 'A' }) };

test.prop([anyConfig(streamFields)])('what a server has made of a configuration it leaves as it is', (given) => {
  const once = effectiveStream(given, { version: null, find: () => null });
  const again = effectiveStream(once, { version: null, find: () => null });
  expect(again).toEqual(once);
  expect(asToolsTakeIt(once)).toEqual(once);
});

test.prop([anyConfig(streamFields)])('it never changes what a stream is', (given) => {
  const {
    name,
    storage,
    retention,
    sources: from,
    mirror,
    metadata,
  } = effectiveStream(given, {
    version: null,
    find: () => null,
  });
  expect({ name, storage, retention, from, mirror, metadata }).toEqual({
    ...{ name: given.name, storage: given.storage, retention: given.retention },
    ...{ from: given.sources, mirror: given.mirror, metadata: given.metadata },
  });
});

describe('what is filled in', () => {
  it.each<[string, Given, string, Given]>([
    ['the name for a subject', { subjects: [] }, '2.15.1', { subjects: ['S'] }],
    ['no subject without a name', { name: '', subjects: [] }, '2.15.1', { subjects: [] }],
    ['no subject for a mirror', mirrored, '2.15.1', { subjects: [] }],
    ['no subject beside sources', { subjects: [], sources }, '2.15.1', { subjects: [] }],
    ['two minutes', {}, '2.15.1', { duplicateWindow: 2 * minute }],
    ['the age where it is less', { maxAge: minute }, '2.15.1', { duplicateWindow: minute }],
    ['two minutes where it is as much', { maxAge: 2 * minute }, '2.15.1', { duplicateWindow: 2 * minute }],
    ['what is asked for', { duplicateWindow: hour, maxAge: minute }, '2.15.1', { duplicateWindow: hour }],
    ['no window for a mirror', mirrored, '2.9.10', { duplicateWindow: 0 }],
    ['no window beside sources', { sources }, '2.14.0', { duplicateWindow: 0 }],
    ['a window beside sources, before', { sources }, '2.12.9', { duplicateWindow: 2 * minute }],
    ['one copy', { replicas: 0 }, '2.15.1', { replicas: 1 }],
    [
      'everything to republish',
      { republish: { source: '', destination: 'r.>', headersOnly: true } },
      '2.15.1',
      {
        republish: { source: '>', destination: 'r.>', headersOnly: true },
      },
    ],
  ])('%s', (_, given, version, expected) => {
    expect(made(given, version)).toMatchObject(expected);
  });
});

describe('what is changed without a word', () => {
  const nothing = { cluster: '', tags: [], preferred: '' };
  it.each<[string, Given, Given]>([
    [
      'limits below -1',
      { maxMsgs: -2, maxBytes: -7, maxMsgSize: -3 },
      { maxMsgs: 'unlimited', maxBytes: 'unlimited', maxMsgSize: 'unlimited' },
    ],
    [
      'limits of zero',
      { maxConsumers: 0, maxMsgsPerSubject: 0 },
      { maxConsumers: 'unlimited', maxMsgsPerSubject: 'unlimited' },
    ],
    ['an empty placement', { placement: nothing }, { placement: null }],
    [
      'a placement of one tag stays',
      { placement: { ...nothing, tags: ['a'] } },
      { placement: { ...nothing, tags: ['a'] } },
    ],
    ['limits of nothing', { consumerLimits: { inactiveThreshold: 0, maxAckPending: 0 } }, { consumerLimits: null }],
    [
      'markers bring times to live and roll-ups',
      { subjectDeleteMarkerTtl: second, denyPurge: true },
      { allowMsgTtl: true, allowRollup: true, denyPurge: false },
    ],
    [
      'schedules bring roll-ups',
      { allowMsgSchedules: true, denyPurge: true },
      { allowRollup: true, denyPurge: false, allowMsgTtl: false },
    ],
    [
      'sealing takes the age, and keeps all',
      { sealed: true, maxAge: hour, allowRollup: true },
      { maxAge: 0, discard: 'new', denyDelete: true, denyPurge: true, allowRollup: false },
    ],
  ])('%s', (_, given, expected) => {
    expect(made(given)).toMatchObject(expected);
  });

  it('republishing of everything follows the transform of the only subject, also where that is the name', () => {
    const republish = { source: '', destination: '>', headersOnly: false };
    const subjectTransform = { source: 'S', destination: 't' };
    const followed = { source: 't', destination: 't', headersOnly: false };
    expect(made({ republish, subjectTransform, subjects: ['S'] }).republish).toEqual(followed);
    expect(made({ republish, subjectTransform, subjects: [] }).republish).toEqual(followed);
    expect(made({ republish, subjectTransform, subjects: ['S', 'T'] }).republish).toMatchObject({ destination: '>' });
  });

  it('a mirror is read directly as its origin is, where that is known and here', () => {
    const direct = streamConfig({ name: 'A', allowDirect: true });
    expect(made(mirrored, '2.15.1', direct).mirrorDirect).toBe(true);
    expect(made({ ...mirrored, mirrorDirect: true }, '2.15.1', streamConfig({ name: 'A' })).mirrorDirect).toBe(false);
    expect(made({ ...mirrored, mirrorDirect: true }).mirrorDirect).toBe(true);
    const external = { api: 'hub.api', deliver: '' };
    expect(made({ subjects: [], mirror: source({ name: 'A', external }) }, '2.15.1', direct).mirrorDirect).toBe(false);
  });
});
