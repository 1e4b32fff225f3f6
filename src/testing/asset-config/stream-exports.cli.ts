import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { knows, tooNew } from '../../domain/asset-config/release';
import { jsonText } from '../../domain/asset-config/json-text';
import { shellCommand } from '../../domain/asset-config/shell';
import { asToolsTakeIt } from '../../domain/stream-config/effective';
import { streamConfig, streamFields, type StreamConfig, type StreamField } from '../../domain/stream-config/fields';
import { natsStreamAdd, natsStreamEdit } from '../../domain/stream-config/nats-command';
import { streamTemplates } from '../../domain/stream-config/templates';
import { isRefused, validateStream } from '../../domain/stream-config/validate';
import { streamRequest } from '../../domain/stream-config/wire';
import { parseVersion } from '../../domain/version';
import { startWorld, type World } from './cluster';
import { hostileMetadata, hostileNames, hostileTexts } from './hostile-texts';
import { cliFor, exportVersions, type NatsCli } from './nats-cli';
import { Random } from './random';
import { anyStream } from './random-stream';
import { moreStreamSamples, streamSamples } from './stream-samples';
import { contextOf, worldLimits, worldStreams, type StreamTry } from './stream-world';

/** Whole configurations of many settings at once. */
const seeds = Array.from({ length: 40 }, (_, index) => index + 1);

describe.each(exportVersions)('streams on %s', (version) => {
  const known = parseVersion(version);
  let world: World;
  let cli: NatsCli;

  beforeAll(async () => {
    world = await startWorld(version);
    cli = cliFor(world);
    for (const stream of worldStreams.APP)
      await world.must('APP', `STREAM.CREATE.${stream.name}`, streamRequest(stream));
  });
  afterAll(async () => {
    cli.dispose();
    await world.cluster.dispose();
  });

  const told = async (name: string) => (await world.must('APP', `STREAM.INFO.${name}`))['config'];
  const remove = (name: string) => world.remove('APP', 'STREAM', name);

  /** What the server tells of a stream that was made, and then perhaps changed. */
  async function made(name: string, make: () => Promise<unknown>): Promise<unknown> {
    try {
      await make();
      return await told(name);
    } finally {
      await remove(name);
    }
  }

  const create = (config: StreamConfig) => world.must('APP', `STREAM.CREATE.${config.name}`, streamRequest(config));
  const update = (config: StreamConfig) => world.must('APP', `STREAM.UPDATE.${config.name}`, streamRequest(config));

  /** The command and the JSON, held against what the wizard's request makes. */
  async function expectSame(config: StreamConfig): Promise<void> {
    const wanted = await made(config.name, () => create(config));
    const command = natsStreamAdd(config);
    expect(await made(config.name, () => cli.run(command.text)), command.text).toEqual(wanted);
    const json = jsonText(streamRequest(asToolsTakeIt(config)));
    const byFile = shellCommand(['nats', 'stream', 'add', '--config', cli.file(json)], []);
    expect(await made(config.name, () => cli.run(byFile)), json).toEqual(wanted);
  }

  async function expectSameEdit(before: StreamConfig, after: StreamConfig): Promise<void> {
    const wanted = await made(before.name, async () => {
      await create(before);
      await update(after);
    });
    const command = natsStreamEdit(after);
    const changed = await made(before.name, async () => {
      await create(before);
      await cli.run(command);
    });
    expect(changed, command).toEqual(wanted);
  }

  const tries = [
    ...(Object.keys(streamFields) as StreamField[]).map((field) => ({
      title: field,
      since: streamFields[field].since,
      ...streamSamples[field],
    })),
    ...Object.entries(moreStreamSamples).map(([title, sample]) => ({ title, ...sample })),
  ].filter(({ since }) => knows(known, since));

  it.each(tries)('$title', async ({ set, edit }) => {
    const config = streamConfig({ name: 'RT', subjects: ['RT.>'], ...set });
    await expectSame(config);
    if (edit === null) return;
    const changed = { ...config, ...edit };
    const mayChange = await made('RT', async () => {
      await create(config);
      await update(changed);
    }).then(
      () => true,
      () => false,
    );
    if (mayChange) await expectSameEdit(config, changed);
  });

  it.each(Object.entries(streamTemplates).filter(([, { since }]) => knows(known, since)))(
    'the template %s',
    async (_, template) => {
      await expectSame(template.make({ name: 'T', replicas: 3, origins: ['ORIGIN'] }));
    },
  );

  it.each(hostileNames)('named %s', async (name) => {
    const config = streamConfig({ name, subjects: ['hostile.>'] });
    await expectSame(config);
    await expectSameEdit(config, { ...config, description: 'changed' });
  });

  // 2.10 keeps limits below -1 as they are written, which newer servers do not.
  const tooled = (config: StreamConfig) => (knows(known, '2.11') ? config : asToolsTakeIt(config));

  it.each(seeds)('any, by seed %i', async (seed) => {
    const random = new Random(seed);
    const description = random.pick(hostileTexts);
    const metadata = hostileMetadata(random);
    for (;;) {
      const tried: StreamTry = { ...anyStream(random), account: 'APP', before: null };
      const config = { ...tooled(tried.config), description, ...(knows(known, '2.10') ? { metadata } : {}) };
      // An older server drops what it does not know, and the tool refuses to ask it for that.
      if (tooNew(streamFields, config, known).length > 0) continue;
      if (isRefused(validateStream(config, contextOf({ ...tried, config }, worldLimits, null, version)))) continue;
      const { error } = await world.api('APP', `STREAM.CREATE.${config.name}`, streamRequest(config));
      if (error !== null) continue;
      await remove(config.name);
      await expectSame(config);
      return;
    }
  });

  it('the editing of a stream is refused by the tool where the server refuses it', async () => {
    const config = streamConfig({ name: 'RT', subjects: ['RT.>'] });
    await create(config);
    await expect(cli.run(natsStreamEdit({ ...config, storage: 'memory' }))).rejects.toThrow(/storage/);
    await remove('RT');
  });
});
