import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startWorld, type World } from '../../testing/asset-config/cluster';
import { source } from '../../testing/asset-config/sources';
import { worldStreams } from '../../testing/asset-config/stream-world';
import { day, durationNs, hour, minute, second } from '../asset-config/duration';
import type { Field } from '../asset-config/field';
import { knows } from '../asset-config/release';
import { parseVersion } from '../version';
import { effectiveStream } from './effective';
import { streamConfig, streamFields, type StreamConfig, type StreamField } from './fields';
import { streamTemplates } from './templates';
import { readStreamConfig, streamRequest } from './wire';

/** The reply to a change may come before every copy has it. */
const applied = { timeout: 10_000, interval: 50 };
const versions = process.env['CONCLAVE_FULL'] ? ['2.15.1', '2.10.27'] : ['2.15.1'];

/** A value for each field, with what goes with it, and another one to change it to; `null`: it cannot be changed. */
interface Sample {
  readonly set: Partial<StreamConfig>;
  readonly edit: Partial<StreamConfig> | null;
}

const transforms = [{ source: 'a.*', destination: 'b.{{wildcard(1)}}' }];
const samples: Readonly<Record<StreamField, Sample>> = {
  name: { set: {}, edit: null },
  description: { set: { description: 'of „all“ kinds' }, edit: { description: '' } },
  subjects: { set: { subjects: ['RT.a', 'RT.b.*'] }, edit: { subjects: ['RT.>'] } },
  retention: { set: { retention: 'interest' }, edit: { retention: 'limits' } },
  storage: { set: { storage: 'memory' }, edit: null },
  replicas: { set: { replicas: 3 }, edit: { replicas: 1 } },
  maxAge: { set: { maxAge: durationNs(365, day) }, edit: { maxAge: hour } },
  maxBytes: { set: { maxBytes: 5_000_000 }, edit: { maxBytes: 6_000_000 } },
  maxMsgs: { set: { maxMsgs: 2 ** 52 }, edit: { maxMsgs: 5 } },
  maxMsgsPerSubject: { set: { maxMsgsPerSubject: 10 }, edit: { maxMsgsPerSubject: 'unlimited' } },
  maxMsgSize: { set: { maxMsgSize: 1_000 }, edit: { maxMsgSize: 2_000 } },
  discard: { set: { discard: 'new' }, edit: { discard: 'old' } },
  discardNewPerSubject: {
    set: { discardNewPerSubject: true, discard: 'new', maxMsgsPerSubject: 5 },
    edit: { discardNewPerSubject: false },
  },
  maxConsumers: { set: { maxConsumers: 5 }, edit: { maxConsumers: 6 } },
  consumerLimits: {
    set: { consumerLimits: { inactiveThreshold: hour, maxAckPending: 10 } },
    edit: { consumerLimits: { inactiveThreshold: 0, maxAckPending: 20 } },
  },
  placement: {
    set: { placement: { cluster: 'C1', tags: ['az:a'], preferred: '' } },
    edit: { placement: { cluster: 'C1', tags: ['az:b'], preferred: '' } },
  },
  mirror: {
    set: {
      subjects: [],
      mirror: source({
        name: 'GONE',
        optStartTime: '2026-01-02T03:04:05.123456789Z',
        subjectTransforms: transforms,
        external: { api: 'hub.api', deliver: 'hub.deliver' },
      }),
    },
    edit: { mirror: null, subjects: ['RT.>'] },
  },
  sources: {
    set: { sources: [source({ name: 'GONE', optStartSeq: 7, filterSubject: 'x.y' }), source({ name: 'ORIGIN' })] },
    edit: { sources: [source({ name: 'GONE', subjectTransforms: transforms })] },
  },
  subjectTransform: {
    set: { subjectTransform: { source: 'RT.*', destination: 'to.{{wildcard(1)}}' } },
    edit: { subjectTransform: null },
  },
  republish: {
    set: { republish: { source: 'RT.>', destination: 'copy.RT.>', headersOnly: true } },
    edit: { republish: { source: '', destination: 'copy.>', headersOnly: false } },
  },
  denyDelete: { set: {}, edit: { denyDelete: true } },
  denyPurge: { set: {}, edit: { denyPurge: true } },
  sealed: { set: { maxAge: hour }, edit: { sealed: true } },
  duplicateWindow: { set: { duplicateWindow: 5 * minute }, edit: { duplicateWindow: second } },
  noAck: { set: { noAck: true }, edit: { noAck: false } },
  allowRollup: { set: { allowRollup: true }, edit: { allowRollup: false } },
  allowMsgTtl: { set: {}, edit: { allowMsgTtl: true } },
  subjectDeleteMarkerTtl: { set: { subjectDeleteMarkerTtl: minute }, edit: { subjectDeleteMarkerTtl: hour } },
  allowMsgCounter: { set: { allowMsgCounter: true }, edit: null },
  allowAtomicPublish: { set: { allowAtomicPublish: true }, edit: { allowAtomicPublish: false } },
  allowBatchPublish: { set: { allowBatchPublish: true }, edit: { allowBatchPublish: false } },
  allowMsgSchedules: { set: {}, edit: { allowMsgSchedules: true } },
  allowDirect: { set: { allowDirect: true }, edit: { allowDirect: false } },
  mirrorDirect: {
    set: { subjects: [], mirror: source({ name: 'GONE' }), mirrorDirect: true },
    edit: { mirrorDirect: false },
  },
  compression: { set: { compression: 's2' }, edit: { compression: 'none' } },
  firstSeq: { set: { firstSeq: 77 }, edit: { firstSeq: 99 } },
  persistMode: { set: { persistMode: 'async' }, edit: null },
  metadata: { set: { metadata: { team: 'orders', 'with space': 'ü' } }, edit: { metadata: {} } },
};

describe.each(versions)('what is sent is what %s tells again', (version) => {
  let world: World;
  const known = parseVersion(version);
  const [, origin] = worldStreams.APP;
  const find = (name: string) => (name === 'ORIGIN' ? (origin ?? null) : null);
  const effective = (config: StreamConfig) => effectiveStream(config, { version: known, find });

  beforeAll(async () => {
    world = await startWorld(version);
    if (origin) await world.must('APP', 'STREAM.CREATE.ORIGIN', streamRequest(origin));
  }, 60_000);
  afterAll(() => world.cluster.dispose());

  async function told(name: string): Promise<StreamConfig> {
    const { config, unknown, misread } = readStreamConfig(await world.must('APP', `STREAM.INFO.${name}`));
    expect({ unknown, misread }).toEqual({ unknown: [], misread: [] });
    return config;
  }

  const fields = Object.keys(streamFields) as StreamField[];
  it.each(fields)('%s', async (field) => {
    const { set, edit } = samples[field];
    const config = streamConfig({ name: 'RT', subjects: ['RT.>'], ...set });
    await world.must('APP', 'STREAM.CREATE.RT', streamRequest(config));
    try {
      if (!knows(known, streamFields[field].since)) {
        // An older server says nothing of a field that it does not know: it is not in what it tells.
        expect((await told('RT'))[field]).toEqual(streamFields[field].default);
        return;
      }
      await expect.poll(() => told('RT'), applied).toEqual(effective(config));
      const { edit: may }: Field = streamFields[field];
      const young = may.kind !== 'fixed' && may.since !== undefined && !knows(known, may.since);
      if (edit === null) return;
      const changed = { ...effective(config), ...edit };
      const answer = await world.api('APP', 'STREAM.UPDATE.RT', streamRequest(changed));
      expect(answer.error === null).toBe(!young);
      if (answer.error === null) await expect.poll(() => told('RT'), applied).toEqual(effective(changed));
    } finally {
      await world.remove('APP', 'STREAM', 'RT');
    }
  });

  it.each(Object.entries(streamTemplates))('the template %s', async (_, template) => {
    const config = template.make({ name: 'T', replicas: 3, origins: ['ORIGIN'] });
    await world.must('APP', `STREAM.CREATE.${config.name}`, streamRequest(config));
    const found = await told(config.name);
    if (knows(known, template.since)) expect(found).toEqual(effective(config));
    await world.must('APP', `STREAM.DELETE.${config.name}`);
  });
});
