import { describe, expect, it } from 'vitest';
import { source } from '../../testing/asset-config/sources';
import { hour, minute } from '../asset-config/duration';
import { consumerChanges } from '../consumer-config/diff';
import { consumerConfig } from '../consumer-config/fields';
import { parseVersion } from '../version';
import { streamChanges } from './diff';
import { streamConfig, type StreamConfig } from './fields';

const marks = (before: Partial<StreamConfig>, after: Partial<StreamConfig>, version = '2.15.1') =>
  streamChanges(streamConfig(before), streamConfig(after), parseVersion(version)).map(({ field, mark }) => {
    return `${field} ${mark.kind}${'why' in mark ? ` ${mark.why}` : ''}`;
  });

describe('what an edit of a stream changes', () => {
  it('is nothing where nothing differs', () => {
    expect(marks({ name: 'S', metadata: { a: 'b' } }, { metadata: { a: 'b' }, name: 'S' })).toEqual([]);
  });

  it('is told field by field, with both values', () => {
    const [change] = streamChanges(streamConfig({ maxAge: hour }), streamConfig({ maxAge: minute }), null);
    expect(change).toMatchObject({ field: 'maxAge', before: hour, after: minute });
  });

  it.each<[string, Partial<StreamConfig>, Partial<StreamConfig>]>([
    ['name cannotChange identity', { name: 'A' }, { name: 'B' }],
    ['storage cannotChange stored', { storage: 'file' }, { storage: 'memory' }],
    ['denyDelete cannotUndo staysOn', {}, { denyDelete: true }],
    ['denyDelete cannotChange onlyOn', { denyDelete: true }, {}],
    ['sealed cannotUndo staysOn', {}, { sealed: true }],
    ['retention cannotChange notWorkQueue', {}, { retention: 'workqueue' }],
    ['retention cannotUndo deletesMessages', {}, { retention: 'interest' }],
    ['retention free', { retention: 'interest' }, {}],
    ['mirror cannotUndo endsMirror', { mirror: source({ name: 'M' }) }, {}],
    ['mirror cannotChange onlyRemoved', { mirror: source({ name: 'M' }) }, { mirror: source({ name: 'N' }) }],
    ['firstSeq cannotChange noEffect', {}, { firstSeq: 5 }],
    ['maxMsgs cannotUndo deletesMessages', { maxMsgs: 10 }, { maxMsgs: 5 }],
    ['maxMsgs free', { maxMsgs: 10 }, { maxMsgs: 'unlimited' }],
    ['maxAge cannotUndo deletesMessages', {}, { maxAge: hour }],
    ['maxAge free', { maxAge: hour }, { maxAge: 0 }],
    ['description free', {}, { description: 'new' }],
  ])('%s', (expected, before, after) => {
    expect(marks(before, after)).toEqual([expected]);
  });

  it('depends on the version', () => {
    expect(marks({}, { maxConsumers: 5 }, '2.12.0')).toEqual(['maxConsumers cannotChange sinceRelease']);
    expect(marks({}, { maxConsumers: 5 }, '2.14.0')).toEqual(['maxConsumers free']);
    expect(marks({ mirror: source({ name: 'M' }) }, {}, '2.10.0')).toEqual(['mirror cannotChange onlyRemoved']);
  });
});

describe('what an edit of a consumer changes', () => {
  const marked = (before: Parameters<typeof consumerConfig>[0], after: Parameters<typeof consumerConfig>[0]) =>
    consumerChanges(consumerConfig(before), consumerConfig(after)).map(({ field, mark }) => `${field} ${mark.kind}`);

  it('may be refused: where it starts, how it acknowledges, push for pull', () => {
    expect(marked({}, { deliverPolicy: 'new', ackPolicy: 'all' })).toEqual([
      'deliverPolicy cannotChange',
      'ackPolicy cannotChange',
    ]);
    expect(marked({}, { deliverSubject: 'to.me' })).toEqual(['deliverSubject cannotChange']);
  });

  it('may be taken: the subject of a push consumer, limits, filters', () => {
    expect(marked({ deliverSubject: 'to.me' }, { deliverSubject: 'to.you' })).toEqual(['deliverSubject free']);
    expect(marked({}, { filterSubject: 'a', maxDeliver: 5 })).toEqual(['filterSubject free', 'maxDeliver free']);
  });
});
