import { describe, expect, it } from 'vitest';
import { consumerSamples, moreConsumerSamples } from '../../testing/asset-config/consumer-samples';
import type { Since } from '../asset-config/field';
import { streamConfig } from '../stream-config/fields';
import { parseVersion } from '../version';
import { consumerConfig, consumerFields, type ConsumerConfig } from './fields';
import { natsConsumerAdd } from './nats-command';
import { consumerTemplates } from './templates';
import { validateConsumer } from './validate';

/** The last version of the line before. */
const before: Readonly<Record<Exclude<Since, '2.9'>, string>> = {
  '2.10': '2.9.25',
  '2.11': '2.10.29',
  '2.12': '2.11.12',
  '2.14': '2.12.99',
  '2.15': '2.14.9',
};
const stream = streamConfig({ name: 'HOME', subjects: ['HOME.>'], replicas: 3 });

/** Fields that are too new for a version, each with the code of the refusal. */
function tooNew(config: ConsumerConfig, version: string): readonly string[] {
  const context = { version: parseVersion(version), stream, consumers: [], limits: null, edited: null };
  return validateConsumer(config, context)
    .filter(({ rule }) => rule === 'notSupported')
    .map(({ fields, code }) => `${fields[0]} ${code}`);
}

const fields = Object.keys(consumerSamples) as (keyof typeof consumerSamples)[];
const samples = [
  ...fields.map((field) => ({ title: field, since: consumerFields[field].since, ...consumerSamples[field] })),
  ...Object.entries(moreConsumerSamples).map(([title, sample]) => ({ title, ...sample })),
].map(({ title, since, set }) => ({ title, since, config: consumerConfig({ durableName: 'C', ...set }) }));

describe('a configuration is for the release that knows all of it, and for none before', () => {
  it.each(samples)('$title ($since)', ({ since, config }) => {
    expect(tooNew(config, `${since}.0`)).toEqual([]);
    expect(tooNew(config, `${since}.0-RC.1`)).toEqual([]);
    expect(tooNew(config, '3.0.0')).toEqual([]);
    if (since !== '2.9') expect(tooNew(config, before[since])).not.toEqual([]);
  });

  it('an older server drops what it does not know, and refuses it from 2.12 on', () => {
    const paused = consumerConfig({ pauseUntil: '2040-01-01T00:00:00Z', metadata: { a: 'b' }, filterSubjects: ['a'] });
    expect(tooNew(paused, '2.9.0')).toEqual(['filterSubjects null', 'pauseUntil null', 'metadata null']);
    expect(tooNew(paused, '2.10.0')).toEqual(['pauseUntil null']);
    const flow = consumerConfig({ ackPolicy: 'flow_control', deliverSubject: 'to.me' });
    expect(tooNew(flow, '2.11.9')).toEqual(['ackPolicy null']);
    expect(tooNew(flow, '2.12.0')).toEqual(['ackPolicy 10025']);
    expect(tooNew(consumerConfig({ sourcing: true }), '2.12.0')).toEqual(['sourcing 10025']);
  });

  it('a word of an old field may be newer than the field, and a field than its first word', () => {
    const prioritized = consumerConfig({ priorityPolicy: 'prioritized' });
    expect(tooNew(prioritized, '2.11.0')).toEqual(['priorityPolicy null']);
    expect(tooNew(prioritized, '2.10.0')).toEqual(['priorityPolicy null']);
    expect(tooNew(consumerConfig({ priorityPolicy: 'overflow' }), '2.11.0')).toEqual([]);
  });
});

describe('a template', () => {
  const templates = Object.entries(consumerTemplates);

  it.each(templates)('%s is of its name, and for no release before its own', (_, { since, make }) => {
    const config = make('漢-1');
    expect(config).toMatchObject({ durableName: '漢-1', name: '漢-1' });
    expect(tooNew(config, `${since}.0`)).toEqual([]);
    if (since !== '2.9') expect(tooNew(config, before[since])).not.toEqual([]);
    expect(config.ackPolicy === 'none' || natsConsumerAdd('S', config).text.includes('explicit')).toBe(true);
  });

  it('of patient workers tries once more than it waits', () => {
    const { backoff, maxDeliver } = consumerTemplates.patientWorkers.make('C');
    expect(backoff).toEqual([...backoff].sort((a, b) => Number(a) - Number(b)));
    expect(maxDeliver).toBe(backoff.length + 1);
  });
});
