import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startWorld, type World } from '../../testing/asset-config/cluster';
import { consumerSamples, moreConsumerSamples } from '../../testing/asset-config/consumer-samples';
import { worldLimits } from '../../testing/asset-config/stream-world';
import { knows } from '../asset-config/release';
import { draftsOf, readDrafts } from '../asset-form/draft';
import { effectiveStream } from '../stream-config/effective';
import { streamConfig } from '../stream-config/fields';
import { streamRequest } from '../stream-config/wire';
import { parseVersion } from '../version';
import { effectiveConsumer } from './effective';
import { consumerConfig, consumerFields, nameOfConsumer, type ConsumerConfig } from './fields';
import { consumerTemplates } from './templates';
import { consumerRequest, readConsumerConfig } from './wire';

/** The reply to a change may come before every copy has it. */
const applied = { timeout: 10_000, interval: 50 };
const versions = process.env['CONCLAVE_FULL'] ? ['2.15.1', '2.10.27', '2.9.10'] : ['2.15.1'];

/** By way of the form: what a person sees of it, and what is read of that. */
const typed = (config: ConsumerConfig) => readDrafts(consumerFields, draftsOf(consumerFields, config)).config;

describe.each(versions)('what is sent is what %s tells again', (version) => {
  let world: World;
  const known = parseVersion(version);
  const home = streamConfig({ name: 'HOME', subjects: ['HOME.>'], replicas: 3 });
  const context = { stream: effectiveStream(home, { version: known, find: () => null }), limits: worldLimits.APP };
  const effective = (config: ConsumerConfig) => effectiveConsumer(config, context);

  beforeAll(async () => {
    world = await startWorld(version);
    await world.make('APP', 'STREAM', 'HOME', streamRequest(home));
  });
  afterAll(() => world.cluster.dispose());

  async function told(name: string): Promise<ConsumerConfig> {
    const { config, unknown, misread } = readConsumerConfig(await world.must('APP', `CONSUMER.INFO.HOME.${name}`));
    expect({ unknown, misread }).toEqual({ unknown: [], misread: [] });
    return config;
  }

  const placeOf = (config: ConsumerConfig) => `HOME.${nameOfConsumer(config)}`;
  const create = (config: ConsumerConfig) =>
    world.make('APP', 'CONSUMER', placeOf(config), consumerRequest('HOME', typed(config), 'create'));
  const update = (config: ConsumerConfig) =>
    world.must('APP', `CONSUMER.CREATE.${placeOf(config)}`, consumerRequest('HOME', typed(config), 'update'));

  const fields = Object.keys(consumerSamples) as (keyof typeof consumerSamples)[];
  const samples = [
    ...fields.map((field) => ({ title: field, field, since: consumerFields[field].since, ...consumerSamples[field] })),
    ...Object.entries(moreConsumerSamples)
      .map(([title, sample]) => ({ title, field: null, ...sample }))
      .filter(({ since }) => knows(known, since)),
  ];
  // Names of their own: a copy may know the one before for a moment more.
  it.each(samples.map((sample, index) => ({ ...sample, name: `RT${index}` })))('$title', async (sample) => {
    const { name, field, since, set, edit } = sample;
    const config = consumerConfig({ durableName: name, ackPolicy: 'explicit', ...set, name });
    await create(config);
    try {
      if (field !== null && !knows(known, since)) {
        expect((await told(name))[field]).toEqual(consumerFields[field].default);
        return;
      }
      await expect.poll(() => told(name), applied).toEqual(effective(config));
      if (edit === null) return;
      const changed = { ...effective(config), ...edit };
      await update(changed);
      await expect.poll(() => told(name), applied).toEqual(effective(changed));
    } finally {
      await world.remove('APP', 'CONSUMER', `HOME.${name}`);
    }
  });

  it.each(Object.entries(consumerTemplates))('the template %s', async (_, template) => {
    const config = template.make('T');
    await create(config);
    if (knows(known, template.since)) await expect.poll(() => told('T'), applied).toEqual(effective(config));
    await world.remove('APP', 'CONSUMER', 'HOME.T');
  });
});
