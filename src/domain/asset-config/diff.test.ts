import { test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { anyConfig } from '../../testing/asset-config/any-config';
import { deepEqual } from '../same';
import { streamConfig, streamFields, type StreamConfig, type StreamField } from '../stream-config/fields';
import { changesBetween, type Mark } from './diff';

describe('two configurations', () => {
  const free: Mark = { kind: 'free' };
  const changed = (before: StreamConfig, after: StreamConfig) =>
    changesBetween(streamFields, before, after, () => free);

  test.prop([anyConfig(streamFields)])('that are the same differ in nothing', (config) => {
    expect(changed(config, structuredClone(config))).toEqual([]);
  });

  test.prop([anyConfig(streamFields), anyConfig(streamFields)])(
    'differ in what makes the one of the other, the same both ways, in the order of the catalogue',
    (before, after) => {
      const there = changed(before, after);
      const back = changed(after, before);
      expect(there.reduce<StreamConfig>((config, one) => ({ ...config, [one.field]: one.after }), before)).toEqual(
        after,
      );
      expect(back.map(({ field, before: old, after: now }) => [field, now, old])).toEqual(
        there.map(({ field, before: old, after: now }) => [field, old, now]),
      );
      const order: readonly string[] = Object.keys(streamFields);
      expect(there.map(({ field }) => field)).toEqual(order.filter((key) => there.some(({ field }) => field === key)));
      for (const one of there) expect(deepEqual(one.before, one.after)).toBe(false);
    },
  );

  it('are marked by who knows the field', () => {
    const mark = (field: StreamField): Mark => (field === 'name' ? { kind: 'cannotChange', why: 'identity' } : free);
    const found = changesBetween(streamFields, streamConfig({}), streamConfig({ name: 'S', replicas: 3 }), mark);
    expect(found.map((one) => [one.field, one.mark.kind])).toEqual([
      ['name', 'cannotChange'],
      ['replicas', 'free'],
    ]);
  });
});
