import { fc, test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { streamConfig, streamFields } from '../stream-config/fields';
import { readStreamConfig, streamRequest } from '../stream-config/wire';
import { defaults, isConfig } from './config';
import { parseJsonText } from './json-text';
import { readConfig } from './read';

test.prop([fc.string()])('any text is read or refused, never thrown at', (text) => {
  expect(typeof parseJsonText(text).ok).toBe('boolean');
});

describe('reading', () => {
  it('nothing is every default, and is written as nothing but what is always said', () => {
    const { config, unknown, misread } = readStreamConfig({});
    expect(config).toEqual(defaults(streamFields));
    expect({ unknown, misread }).toEqual({ unknown: [], misread: [] });
    expect(streamRequest(streamConfig({ name: 'S' }))).toEqual({
      name: 'S',
      retention: 'limits',
      storage: 'file',
      num_replicas: 1,
      discard: 'old',
    });
  });

  it('zero and -1 are no limit, and what is below stays to be told', () => {
    const { config } = readStreamConfig({ max_msgs: 0, max_bytes: -1, max_msg_size: -7 });
    expect(config).toMatchObject({ maxMsgs: 'unlimited', maxBytes: 'unlimited', maxMsgSize: -7 });
  });

  it('takes the configuration out of what `nats stream info --json` prints', () => {
    const { config } = readStreamConfig({ config: { name: 'S', subjects: ['a'] }, state: {}, created: 'x' });
    expect(config).toMatchObject({ name: 'S', subjects: ['a'] });
  });

  it('keeps fields that it does not know, and puts them back where they were', () => {
    const sent = {
      name: 'S',
      later: { deep: [1] },
      mirror: { name: 'M', newer: true },
      sources: [{ name: 'A' }, { name: 'B', x: 1 }],
    };
    const { config, unknown } = readStreamConfig(sent);
    expect(unknown.map(({ path }) => path.join('.'))).toEqual(['later', 'mirror.newer', 'sources.1.x']);
    expect(streamRequest(config, unknown)).toMatchObject(sent);
    expect(streamRequest({ ...config, mirror: null, sources: [] }, unknown)).toEqual({
      name: 'S',
      later: { deep: [1] },
      retention: 'limits',
      storage: 'file',
      num_replicas: 1,
      discard: 'old',
    });
  });

  it("drops the servers' own metadata, both ways", () => {
    const { config } = readStreamConfig({ metadata: { '_nats.level': '3', team: 'a' } });
    expect(config.metadata).toEqual({ team: 'a' });
    expect(streamRequest(streamConfig({ metadata: { '_nats.level': '3', team: 'a' } }))).toMatchObject({
      metadata: { team: 'a' },
    });
  });

  it('tells what holds something else than it should, and takes the default', () => {
    const bad = {
      name: 5,
      max_age: 'long',
      sealed: 'yes',
      subjects: 'a',
      placement: [],
      retention: 'some',
      sources: [3],
      metadata: { a: 1 },
    };
    const { config, misread } = readStreamConfig(bad);
    expect(misread.map(({ path, why }) => `${path.join('.')} ${why}`).sort()).toEqual([
      'max_age notInteger',
      'metadata.a notText',
      'name notText',
      'placement notObject',
      'retention unknownWord',
      'sealed notFlag',
      'sources.0 notObject',
      'subjects notList',
    ]);
    expect({ ...config, sources: [] }).toEqual(defaults(streamFields));
  });

  it('takes a moment that does not exist for none', () => {
    const read = (time: string) => readStreamConfig({ mirror: { name: 'M', opt_start_time: time } });
    expect(read('2026-13-40T00:00:00Z').misread).toMatchObject([{ why: 'notTime' }]);
    expect(read('0001-01-01T00:00:00Z').config.mirror?.optStartTime).toBeNull();
    expect(read('2026-01-02T03:04:05.123456789Z').config.mirror?.optStartTime).toBe('2026-01-02T03:04:05.123456789Z');
  });
});

test.prop([fc.anything()])('whatever is read, a whole configuration comes of it', (value) => {
  expect(isConfig(streamFields, readConfig(streamFields, value).config)).toBe(true);
});

test.prop([fc.dictionary(fc.constantFrom(...Object.values(streamFields).map(({ wire }) => wire)), fc.anything())])(
  'what was read once is written and read the same again',
  (value) => {
    const { config } = readConfig(streamFields, value);
    expect(readStreamConfig(streamRequest(config)).config).toEqual(config);
  },
);
