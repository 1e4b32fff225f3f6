import { describe, expect, it } from 'vitest';
import { Random } from '../../testing/asset-config/random';
import { anyStream } from '../../testing/asset-config/random-stream';
import { consumerConfig, consumerFields } from '../consumer-config/fields';
import { consumerTemplates } from '../consumer-config/templates';
import { streamConfig, streamFields } from '../stream-config/fields';
import { streamTemplates } from '../stream-config/templates';
import { adoptDrafts, blankDrafts, draftsOf, readDrafts } from './draft';

const origin = { name: 'A', replicas: 3, origins: ['B'] };

describe('a configuration as it is typed', () => {
  it.each(Object.entries(streamTemplates))('the template %s is the same again when nothing is typed', (_, template) => {
    const config = template.make(origin);
    expect(readDrafts(streamFields, draftsOf(streamFields, config))).toEqual({ config, faults: [] });
  });

  it.each(Object.entries(consumerTemplates))('the template %s of consumers, too', (_, template) => {
    const config = template.make('C');
    expect(readDrafts(consumerFields, draftsOf(consumerFields, config))).toEqual({ config, faults: [] });
  });

  it('what is beyond 2^53, unlimited where that is no default, and parts within parts stay exact', () => {
    const config = streamConfig({
      name: 'S',
      maxAge: 31_536_000_000_000_000n,
      maxBytes: 9_223_372_036_854_775_807n,
      firstSeq: 18_446_744_073_709_551_615n,
      metadata: { a: '1', 'b c': '' },
      sources: [
        {
          name: 'O',
          optStartSeq: 7,
          optStartTime: '2026-01-02T03:04:05.123456789Z',
          filterSubject: '',
          subjectTransforms: [{ source: 'a.*', destination: 'b.{{wildcard(1)}}' }],
          external: { api: 'hub.api', deliver: '' },
          consumer: null,
        },
      ],
    });
    expect(readDrafts(streamFields, draftsOf(streamFields, config))).toEqual({ config, faults: [] });
    const consumer = consumerConfig({
      maxAckPending: 'unlimited',
      maxDeliver: 5,
      backoff: [1_000_000_000, 60_000_000_000],
    });
    expect(readDrafts(consumerFields, draftsOf(consumerFields, consumer)).config).toEqual(consumer);
  });

  it('a hundred random ones are the same again', () => {
    for (let seed = 0; seed < 100; seed += 1) {
      const { config } = anyStream(new Random(seed));
      expect(readDrafts(streamFields, draftsOf(streamFields, config))).toEqual({ config, faults: [] });
    }
  });

  it('survives a store of texts', () => {
    const drafts = draftsOf(streamFields, streamTemplates.aggregate.make(origin));
    expect(adoptDrafts(streamFields, JSON.parse(JSON.stringify(drafts)), blankDrafts(streamFields))).toEqual(drafts);
  });
});

describe('what is typed and cannot be read', () => {
  const drafts = blankDrafts(streamFields);

  it('is told with its place, and the field is at its default meanwhile', () => {
    const { config, faults } = readDrafts(streamFields, {
      ...drafts,
      maxAge: '30',
      maxBytes: 'lots',
      replicas: '1.5',
      mirror: { ...blankDrafts(streamFields.mirror.fields), optStartTime: 'then' },
    });
    expect(faults).toEqual([
      { path: 'replicas', fault: 'notWhole' },
      { path: 'maxAge', fault: 'unitMissing' },
      { path: 'maxBytes', fault: 'notNumber' },
      { path: 'mirror.optStartTime', fault: 'notTime' },
    ]);
    expect(config).toMatchObject({ replicas: 1, maxAge: 0, maxBytes: 'unlimited', mirror: { optStartTime: null } });
  });

  it('names of metadata are given once, and each has one', () => {
    const metadata = [
      { key: 'a', value: '1' },
      { key: 'a', value: '2' },
      { key: '', value: 'x' },
      { key: '', value: '' },
    ];
    const { config, faults } = readDrafts(streamFields, { ...drafts, metadata });
    expect(config.metadata).toEqual({ a: '1' });
    expect(faults).toEqual([
      { path: 'metadata.1', fault: 'keyTwice' },
      { path: 'metadata.2', fault: 'keyMissing' },
    ]);
  });

  it('lines lose their blanks and the empty ones', () => {
    expect(readDrafts(streamFields, { ...drafts, subjects: ' a.b \r\n\n\tc.>\n' }).config.subjects).toEqual([
      'a.b',
      'c.>',
    ]);
  });

  it('an unknown word is the default, and "unlimited" may be said in several ways', () => {
    const { config } = readDrafts(consumerFields, { maxAckPending: '-1', ackPolicy: 'often' });
    expect(config).toMatchObject({ maxAckPending: 'unlimited', ackPolicy: 'none' });
    expect(readDrafts(consumerFields, { maxAckPending: ' Unlimited' }).config.maxAckPending).toBe('unlimited');
  });
});

describe('drafts out of a store', () => {
  it.each([null, 7, 'text', [], { name: 7, sources: 'x', metadata: {}, mirror: 4, denyDelete: 'yes' }])(
    '%j is no danger',
    (stored) => {
      expect(adoptDrafts(streamFields, stored, blankDrafts(streamFields))).toEqual(blankDrafts(streamFields));
    },
  );

  it('a part of another release keeps what is known of it', () => {
    const adopted = adoptDrafts(streamFields, { mirror: { name: 'A', later: 1 } }, blankDrafts(streamFields));
    expect(adopted['mirror']).toEqual({ ...blankDrafts(streamFields.mirror.fields), name: 'A' });
  });
});
