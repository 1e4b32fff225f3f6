import { describe, expect, expectTypeOf, it } from 'vitest';
import { consumerFields, type ConsumerConfig } from '../consumer-config/fields';
import type { Count, Limit } from '../count';
import type { DurationNs } from '../asset-config/duration';
import { isConfig } from '../asset-config/config';
import type { Fields } from '../asset-config/field';
import { streamConfig, streamFields, type StreamConfig, type StreamPath } from './fields';
import type { Source } from './source-fields';

it('the types are those of the catalogue', () => {
  expectTypeOf<StreamConfig['retention']>().toEqualTypeOf<'limits' | 'interest' | 'workqueue'>();
  expectTypeOf<StreamConfig['maxMsgs']>().toEqualTypeOf<Limit>();
  expectTypeOf<StreamConfig['maxAge']>().toEqualTypeOf<DurationNs>();
  expectTypeOf<StreamConfig['firstSeq']>().toEqualTypeOf<Count>();
  expectTypeOf<StreamConfig['subjects']>().toEqualTypeOf<readonly string[]>();
  expectTypeOf<StreamConfig['metadata']>().toEqualTypeOf<Readonly<Record<string, string>>>();
  expectTypeOf<StreamConfig['sealed']>().toEqualTypeOf<boolean>();
  expectTypeOf<StreamConfig['mirror']>().toEqualTypeOf<Source | null>();
  expectTypeOf<StreamConfig['sources']>().toEqualTypeOf<readonly Source[]>();
  expectTypeOf<Source['optStartTime']>().toEqualTypeOf<string | null>();
  expectTypeOf<Source['external']>().toEqualTypeOf<{ readonly api: string; readonly deliver: string } | null>();
  expectTypeOf<ConsumerConfig['ackPolicy']>().toEqualTypeOf<'none' | 'all' | 'explicit' | 'flow_control'>();
  expectTypeOf<ConsumerConfig['backoff']>().toEqualTypeOf<readonly DurationNs[]>();
  expectTypeOf<'sources.1.name'>().toExtend<StreamPath>();
  expectTypeOf<'nonsense'>().not.toExtend<StreamPath>();
});

describe.each<[string, Fields]>([
  ['streams', streamFields],
  ['consumers', consumerFields],
])('the catalogue of %s', (_, fields) => {
  const all = Object.values(fields);

  it('has each name of the wire once, as the server writes it', () => {
    const wires = all.map(({ wire }) => wire);
    expect(new Set(wires).size).toBe(wires.length);
    expect(wires.filter((wire) => !/^[a-z]+(_[a-z]+)*$/.test(wire))).toEqual([]);
  });

  it('has a default among the words of each choice', () => {
    for (const field of all) if (field.kind === 'choice') expect(Object.keys(field.options)).toContain(field.default);
  });

  it('calls irreversible only what can be turned on and never off', () => {
    for (const { irreversible, edit } of all) if (irreversible) expect(edit).toMatchObject({ why: 'onlyOn' });
  });
});

it('has 38 fields of a stream and 35 of a consumer, as nats-server 2.15 has', () => {
  expect(Object.keys(streamFields)).toHaveLength(38);
  expect(Object.keys(consumerFields)).toHaveLength(35);
});

it('a value of another form is no configuration', () => {
  const good = streamConfig({ name: 'S' });
  expect(isConfig(streamFields, good)).toBe(true);
  for (const bad of [
    { ...good, extra: 1 },
    { ...good, maxAge: 1.5 },
    { ...good, retention: 'some' },
    { ...good, mirror: {} },
    null,
    [],
  ])
    expect(isConfig(streamFields, bad)).toBe(false);
});
