import { describe, expect, it } from 'vitest';
import { consumerConfig, consumerFields } from '../consumer-config/fields';
import { parseVersion } from '../version';
import { streamConfig, streamFields } from '../stream-config/fields';
import { streamTemplates } from '../stream-config/templates';
import { locksOf } from './lock';

const newest = parseVersion('2.15.1');

describe('what cannot be changed of what is there', () => {
  it('is nothing while something is made', () => {
    expect(locksOf(streamFields, null, newest).size).toBe(0);
  });

  it('of a plain stream: what it is known by, how it is stored, and a mirror that it is not', () => {
    const locks = locksOf(streamFields, streamConfig({ name: 'S' }), newest);
    expect(Object.fromEntries(locks)).toEqual({
      name: 'identity',
      storage: 'stored',
      mirror: 'onlyRemoved',
      allowMsgCounter: 'stored',
      firstSeq: 'noEffect',
      persistMode: 'stored',
    });
  });

  it('what is on for good is locked once it is on', () => {
    const locks = locksOf(streamFields, streamConfig({ denyPurge: true, allowMsgTtl: true }), newest);
    expect(locks.get('denyPurge')).toBe('onlyOn');
    expect(locks.get('allowMsgTtl')).toBe('onlyOn');
    expect(locks.has('denyDelete')).toBe(false);
  });

  it('a mirror may be taken away from 2.12 on; retention and consumers depend on the release, too', () => {
    const mirror = streamTemplates.mirror.make({ name: 'M', replicas: 1, origins: ['O'] });
    expect(locksOf(streamFields, mirror, newest).has('mirror')).toBe(false);
    const old = locksOf(streamFields, mirror, parseVersion('2.9.10'));
    expect(old.get('mirror')).toBe('onlyRemoved');
    expect(old.get('retention')).toBe('notWorkQueue');
    expect(old.get('maxConsumers')).toBe('sinceRelease');
    expect(locksOf(streamFields, streamConfig({ retention: 'workqueue' }), newest).get('retention')).toBe(
      'notWorkQueue',
    );
  });

  it('a pull consumer has no delivery subject to change, a push consumer has', () => {
    expect(locksOf(consumerFields, consumerConfig({}), newest).get('deliverSubject')).toBe('whileUnbound');
    expect(locksOf(consumerFields, consumerConfig({ deliverSubject: 'to' }), newest).has('deliverSubject')).toBe(false);
    expect(locksOf(consumerFields, consumerConfig({}), newest).get('deliverPolicy')).toBe('started');
  });
});
