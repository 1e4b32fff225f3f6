import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startWorld, type World } from '../../testing/asset-config/cluster';
import { moreStreamSamples, streamSamples } from '../../testing/asset-config/stream-samples';
import { worldStreams } from '../../testing/asset-config/stream-world';
import type { Field } from '../asset-config/field';
import { knows } from '../asset-config/release';
import { draftsOf, readDrafts } from '../asset-form/draft';
import { parseVersion } from '../version';
import { effectiveStream } from './effective';
import { streamConfig, streamFields, type StreamConfig, type StreamField } from './fields';
import { streamTemplates } from './templates';
import { readStreamConfig, streamRequest } from './wire';

/** The reply to a change may come before every copy has it. */
const applied = { timeout: 10_000, interval: 50 };
const versions = process.env['CONCLAVE_FULL'] ? ['2.15.1', '2.10.27', '2.9.10'] : ['2.15.1'];

/** By way of the form: what a person sees of it, and what is read of that. */
const typed = (config: StreamConfig) => readDrafts(streamFields, draftsOf(streamFields, config)).config;

describe.each(versions)('what is sent is what %s tells again', (version) => {
  let world: World;
  const known = parseVersion(version);
  const [, origin] = worldStreams.APP;
  const find = (name: string) => (name === 'ORIGIN' ? (origin ?? null) : null);
  const effective = (config: StreamConfig) => effectiveStream(config, { version: known, find });

  beforeAll(async () => {
    world = await startWorld(version);
    if (origin) await world.make('APP', 'STREAM', 'ORIGIN', streamRequest(origin));
  });
  afterAll(() => world.cluster.dispose());

  async function told(name: string): Promise<StreamConfig> {
    const { config, unknown, misread } = readStreamConfig(await world.must('APP', `STREAM.INFO.${name}`));
    expect({ unknown, misread }).toEqual({ unknown: [], misread: [] });
    return config;
  }

  const fields = Object.keys(streamFields) as StreamField[];
  const samples = [
    ...fields.map((field) => ({ title: field, field, since: streamFields[field].since, ...streamSamples[field] })),
    ...Object.entries(moreStreamSamples)
      .map(([title, sample]) => ({ title, field: null, ...sample }))
      .filter(({ since }) => knows(known, since)),
  ];
  // Names of their own: a copy may know the one before for a moment more.
  it.each(samples.map((sample, index) => ({ ...sample, name: `RT${index}` })))('$title', async (sample) => {
    const { name, field, since, set, edit } = sample;
    const config = streamConfig({ name, subjects: ['RT.>'], ...set });
    await world.make('APP', 'STREAM', name, streamRequest(typed(config)));
    try {
      if (field !== null && !knows(known, since)) {
        // An older server says nothing of a field that it does not know: it is not in what it tells.
        expect((await told(name))[field]).toEqual(streamFields[field].default);
        return;
      }
      await expect.poll(() => told(name), applied).toEqual(effective(config));
      if (edit === null) return;
      const changed = { ...effective(config), ...edit };
      const answer = await world.api('APP', `STREAM.UPDATE.${name}`, streamRequest(typed(changed)));
      expect(answer.error === null).toBe(Object.keys(edit).every(mayChange));
      if (answer.error === null) await expect.poll(() => told(name), applied).toEqual(effective(changed));
    } finally {
      await world.remove('APP', 'STREAM', name);
    }
  });

  function mayChange(key: string): boolean {
    const { edit }: Field = streamFields[key as StreamField];
    return edit.kind === 'fixed' || edit.since === undefined || knows(known, edit.since);
  }

  it.each(Object.entries(streamTemplates))('the template %s', async (_, template) => {
    const config = template.make({ name: 'T', replicas: 3, origins: ['ORIGIN'] });
    await world.make('APP', 'STREAM', config.name, streamRequest(typed(config)));
    const found = () => told(config.name);
    if (knows(known, template.since)) await expect.poll(found, applied).toEqual(effective(config));
    else await found();
    await world.remove('APP', 'STREAM', config.name);
  });
});
