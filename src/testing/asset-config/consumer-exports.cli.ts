import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { jsonText } from '../../domain/asset-config/json-text';
import { knows, tooNew } from '../../domain/asset-config/release';
import { shellCommand } from '../../domain/asset-config/shell';
import {
  consumerConfig,
  consumerFields,
  nameOfConsumer,
  type ConsumerConfig,
} from '../../domain/consumer-config/fields';
import { natsConsumerAdd, natsConsumerEdit } from '../../domain/consumer-config/nats-command';
import { consumerTemplates } from '../../domain/consumer-config/templates';
import { consumerRequest, consumerSettings } from '../../domain/consumer-config/wire';
import { streamConfig } from '../../domain/stream-config/fields';
import { streamRequest } from '../../domain/stream-config/wire';
import { parseVersion } from '../../domain/version';
import { startWorld, type World } from './cluster';
import { consumerSamples, moreConsumerSamples } from './consumer-samples';
import { consumerHomes } from './consumer-world';
import { hostileMetadata, hostileNames, hostileTexts } from './hostile-texts';
import { cliFor, exportVersions, type NatsCli } from './nats-cli';
import { Random } from './random';
import { anyConsumer } from './random-consumer';

/** Whole configurations of many settings at once. */
const seeds = Array.from({ length: 40 }, (_, index) => index + 1);

/** The tool writes Go's zero time where no time is meant: paused until the year 1 is not paused. */
function withoutZeroTime({ pause_until: until, ...rest }: Readonly<Record<string, unknown>>) {
  return typeof until === 'string' && until.startsWith('0001-') ? rest : { ...rest, pause_until: until };
}

describe.each(exportVersions)('consumers on %s', (version) => {
  const known = parseVersion(version);
  let world: World;
  let cli: NatsCli;

  beforeAll(async () => {
    world = await startWorld(version);
    cli = cliFor(world);
    const home = streamConfig({ name: 'HOME', subjects: ['HOME.>'], replicas: 3 });
    for (const stream of [home, ...Object.values(consumerHomes).map((one) => one.stream)])
      await world.must('APP', `STREAM.CREATE.${stream.name}`, streamRequest(stream));
  });
  afterAll(async () => {
    cli.dispose();
    await world.cluster.dispose();
  });

  const remove = (stream: string, name: string) => world.remove('APP', 'CONSUMER', `${stream}.${name}`);

  /** What the server tells of a consumer that was made, and then perhaps changed. */
  async function made(stream: string, config: ConsumerConfig, make: () => Promise<unknown>): Promise<unknown> {
    const name = nameOfConsumer(config);
    try {
      await make();
      const { config: told } = await world.must('APP', `CONSUMER.INFO.${stream}.${name}`);
      return withoutZeroTime(told as Readonly<Record<string, unknown>>);
    } finally {
      await remove(stream, name);
    }
  }

  const send = (stream: string, config: ConsumerConfig, action: 'create' | 'update') =>
    world.must('APP', `CONSUMER.CREATE.${stream}.${nameOfConsumer(config)}`, consumerRequest(stream, config, action));

  async function expectSame(stream: string, config: ConsumerConfig): Promise<void> {
    const wanted = await made(stream, config, () => send(stream, config, 'create'));
    const command = natsConsumerAdd(stream, config);
    expect(await made(stream, config, () => cli.run(command.text)), command.text).toEqual(wanted);
    const json = jsonText(consumerSettings(config));
    const byFile = shellCommand(['nats', 'consumer', 'add', '--config', cli.file(json), '--', stream], []);
    expect(await made(stream, config, () => cli.run(byFile)), json).toEqual(wanted);
  }

  async function expectSameEdit(stream: string, before: ConsumerConfig, after: ConsumerConfig): Promise<void> {
    const wanted = await made(stream, before, async () => {
      await send(stream, before, 'create');
      await send(stream, after, 'update');
    });
    const command = natsConsumerEdit(stream, after);
    const changed = await made(stream, before, async () => {
      await send(stream, before, 'create');
      await cli.run(command);
    });
    expect(changed, command).toEqual(wanted);
  }

  const tries = [
    ...(Object.keys(consumerSamples) as (keyof typeof consumerSamples)[]).map((field) => ({
      title: field,
      since: consumerFields[field].since,
      ...consumerSamples[field],
    })),
    ...Object.entries(moreConsumerSamples).map(([title, sample]) => ({ title, ...sample })),
  ].filter(({ since }) => knows(known, since));

  it.each(tries)('$title', async ({ set, edit }) => {
    const config = consumerConfig({ durableName: 'RT', name: 'RT', ackPolicy: 'explicit', ...set });
    await expectSame('HOME', config);
    if (edit !== null) await expectSameEdit('HOME', config, { ...config, ...edit });
  });

  it.each(Object.entries(consumerTemplates).filter(([, { since }]) => knows(known, since)))(
    'the template %s',
    async (_, template) => {
      await expectSame('HOME', template.make('T'));
    },
  );

  it.each(hostileNames)('named %s, of a stream of that name', async (name) => {
    const stream = streamConfig({ name, subjects: ['hostile.>'] });
    await world.must('APP', `STREAM.CREATE.${name}`, streamRequest(stream));
    try {
      const config = consumerConfig({ durableName: name, name, ackPolicy: 'explicit' });
      await expectSame(name, config);
      await expectSameEdit(name, config, { ...config, description: 'changed' });
    } finally {
      await world.remove('APP', 'STREAM', name);
    }
  });

  it.each(seeds)('any, by seed %i', async (seed) => {
    const random = new Random(seed);
    const description = random.pick(hostileTexts);
    const metadata = hostileMetadata(random);
    for (;;) {
      const { home, config: some } = anyConsumer(random);
      const config = { ...some, description, ...(knows(known, '2.10') ? { metadata } : {}) };
      // An older server drops what it does not know, and the tool refuses to ask it for that.
      if (tooNew(consumerFields, config, known).length > 0) continue;
      // 2.10 keeps negative numbers, which the tool does not even read.
      if (Object.values(config).some((value) => typeof value === 'number' && value < 0)) continue;
      const name = nameOfConsumer(config);
      const request = consumerRequest(home, config, 'create');
      if ((await world.api('APP', `CONSUMER.CREATE.${home}.${name}`, request)).error !== null) continue;
      await remove(home, name);
      await expectSame(home, config);
      return;
    }
  });
});
