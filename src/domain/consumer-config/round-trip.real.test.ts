import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startWorld, type World } from '../../testing/asset-config/cluster';
import { worldLimits } from '../../testing/asset-config/stream-world';
import { hour, minute, second } from '../asset-config/duration';
import { knows } from '../asset-config/release';
import { effectiveStream } from '../stream-config/effective';
import { streamConfig } from '../stream-config/fields';
import { streamRequest } from '../stream-config/wire';
import { parseVersion } from '../version';
import { effectiveConsumer } from './effective';
import { consumerConfig, consumerFields, nameOfConsumer, type ConsumerConfig, type ConsumerField } from './fields';
import { consumerTemplates } from './templates';
import { consumerRequest, readConsumerConfig } from './wire';

/** The reply to a change may come before every copy has it. */
const applied = { timeout: 10_000, interval: 50 };
const versions = process.env['CONCLAVE_FULL'] ? ['2.15.1', '2.10.27'] : ['2.15.1'];

/** A value for each field, with what goes with it, and another one to change it to; `null`: it cannot be changed. */
interface Sample {
  readonly set: Partial<ConsumerConfig>;
  readonly edit: Partial<ConsumerConfig> | null;
}

const push = { deliverSubject: 'to.me' } as const;
const grouped = { priorityPolicy: 'pinned_client', priorityGroups: ['a'] } as const;
/** Of the servers' own use: set by them alone. */
type Internal = 'direct' | 'sourcing';
const samples: Readonly<Record<Exclude<ConsumerField, Internal>, Sample>> = {
  durableName: { set: {}, edit: null },
  name: { set: { durableName: '', name: 'RT', inactiveThreshold: hour }, edit: null },
  description: { set: { description: 'of „all“ kinds' }, edit: { description: '' } },
  filterSubject: { set: { filterSubject: 'HOME.a' }, edit: { filterSubject: 'HOME.b' } },
  filterSubjects: { set: { filterSubjects: ['HOME.a', 'HOME.b'] }, edit: { filterSubjects: ['HOME.a', 'HOME.c'] } },
  deliverPolicy: { set: { deliverPolicy: 'new' }, edit: null },
  optStartSeq: { set: { deliverPolicy: 'by_start_sequence', optStartSeq: 7 }, edit: null },
  optStartTime: { set: { deliverPolicy: 'by_start_time', optStartTime: '2026-01-02T03:04:05.123456789Z' }, edit: null },
  replayPolicy: { set: { replayPolicy: 'original' }, edit: null },
  headersOnly: { set: { headersOnly: true }, edit: { headersOnly: false } },
  ackPolicy: { set: { ackPolicy: 'all' }, edit: null },
  ackWait: { set: { ackWait: minute }, edit: { ackWait: 2 * minute } },
  maxDeliver: { set: { maxDeliver: 5 }, edit: { maxDeliver: 'unlimited' } },
  backoff: { set: { backoff: [second, minute], maxDeliver: 5 }, edit: { backoff: [minute, hour] } },
  maxAckPending: { set: { maxAckPending: 10 }, edit: { maxAckPending: 'unlimited' } },
  sampleFrequency: { set: { sampleFrequency: '50%' }, edit: { sampleFrequency: '10' } },
  maxWaiting: { set: { maxWaiting: 10 }, edit: null },
  maxRequestBatch: { set: { maxRequestBatch: 10 }, edit: { maxRequestBatch: 20 } },
  maxRequestExpires: { set: { maxRequestExpires: minute }, edit: { maxRequestExpires: hour } },
  maxRequestMaxBytes: { set: { maxRequestMaxBytes: 1_000 }, edit: { maxRequestMaxBytes: 0 } },
  deliverSubject: { set: push, edit: { deliverSubject: 'to.you' } },
  deliverGroup: { set: { ...push, deliverGroup: 'workers' }, edit: { deliverGroup: 'others' } },
  rateLimit: { set: { ...push, rateLimit: 100_000 }, edit: { rateLimit: 200_000 } },
  flowControl: { set: { ...push, flowControl: true, heartbeat: second }, edit: null },
  heartbeat: { set: { ...push, heartbeat: 5 * second }, edit: null },
  replicas: { set: { replicas: 1 }, edit: { replicas: 3 } },
  memoryStorage: { set: { memoryStorage: true }, edit: null },
  priorityPolicy: { set: grouped, edit: { priorityGroups: ['b'] } },
  priorityGroups: { set: { priorityPolicy: 'overflow', priorityGroups: ['a', 'b'] }, edit: { priorityGroups: ['b'] } },
  priorityTimeout: { set: { ...grouped, priorityTimeout: minute }, edit: { priorityTimeout: hour } },
  inactiveThreshold: { set: { inactiveThreshold: hour }, edit: { inactiveThreshold: minute } },
  pauseUntil: { set: { pauseUntil: '2040-01-02T03:04:05Z' }, edit: null },
  metadata: { set: { metadata: { team: 'orders' } }, edit: { metadata: {} } },
};

describe.each(versions)('what is sent is what %s tells again', (version) => {
  let world: World;
  const known = parseVersion(version);
  const home = streamConfig({ name: 'HOME', subjects: ['HOME.>'], replicas: 3 });
  const context = { stream: effectiveStream(home, { version: known, find: () => null }), limits: worldLimits.APP };
  const effective = (config: ConsumerConfig) => effectiveConsumer(config, context);

  beforeAll(async () => {
    world = await startWorld(version);
    await world.must('APP', 'STREAM.CREATE.HOME', streamRequest(home));
  }, 60_000);
  afterAll(() => world.cluster.dispose());

  async function told(name: string): Promise<ConsumerConfig> {
    const { config, unknown, misread } = readConsumerConfig(await world.must('APP', `CONSUMER.INFO.HOME.${name}`));
    expect({ unknown, misread }).toEqual({ unknown: [], misread: [] });
    return config;
  }

  const create = (config: ConsumerConfig, action: 'create' | 'update') =>
    world.must('APP', `CONSUMER.CREATE.HOME.${nameOfConsumer(config)}`, consumerRequest('HOME', config, action));

  const fields = Object.keys(samples) as Exclude<ConsumerField, Internal>[];
  it.each(fields)('%s', async (field) => {
    const { set, edit } = samples[field];
    const config = consumerConfig({ durableName: 'RT', name: 'RT', ackPolicy: 'explicit', ...set });
    await create(config, 'create');
    try {
      if (!knows(known, consumerFields[field].since)) {
        expect((await told('RT'))[field]).toEqual(consumerFields[field].default);
        return;
      }
      await expect.poll(() => told('RT'), applied).toEqual(effective(config));
      if (edit === null) return;
      const changed = { ...effective(config), ...edit };
      await create(changed, 'update');
      await expect.poll(() => told('RT'), applied).toEqual(effective(changed));
    } finally {
      await world.remove('APP', 'CONSUMER', 'HOME.RT');
    }
  });

  it.each(Object.entries(consumerTemplates))('the template %s', async (_, template) => {
    const config = template.make('T');
    await create(config, 'create');
    if (knows(known, template.since)) expect(await told('T')).toEqual(effective(config));
    await world.must('APP', 'CONSUMER.DELETE.HOME.T');
  });
});
