import { describe, expect, it } from 'vitest';
import { accountId, domainName } from '../ids';
import { streamConfig } from '../stream-config/fields';
import type { BackupFacts } from './backup';
import {
  checksWhileSending,
  draftOf,
  isTooNew,
  isUnkept,
  mayRename,
  restoreCommand,
  type RestoreDraft,
} from './restore-draft';

const placement = { cluster: 'C1', tags: ['ssd'], preferred: '' };
const facts: BackupFacts = {
  config: streamConfig({ name: 'ORDERS', subjects: ['orders.>'], replicas: 3, placement }),
  unknown: [],
  holding: { messages: 1, bytes: 2, firstSeq: 1, lastSeq: 1, consumers: 0 },
  state: '{"messages":1}',
  firstTime: null,
  lastTime: null,
  format: 'messages',
  size: 100,
};
const place = { account: accountId('APP'), domain: domainName('hub') };
const configOf = (draft: Partial<RestoreDraft>, of = facts): unknown =>
  JSON.parse(restoreCommand(of, { ...draftOf(of), ...draft }, place).config);

describe('the stream that a backup becomes', () => {
  it('is what it was, unless something is changed', () => {
    const command = restoreCommand(facts, draftOf(facts), place);
    expect(command).toMatchObject({
      ...place,
      kind: 'streamRestore',
      original: 'ORDERS',
      state: '{"messages":1}',
      holding: facts.holding,
    });
    expect(configOf({})).toMatchObject({
      name: 'ORDERS',
      subjects: ['orders.>'],
      num_replicas: 3,
      placement: { cluster: 'C1', tags: ['ssd'] },
    });
  });

  it('has other copies, and no placement, where asked for', () => {
    expect(configOf({ replicas: 1 })).toMatchObject({ num_replicas: 1 });
    expect(configOf({ keepsPlacement: false })).not.toHaveProperty('placement');
  });

  it('under another name has its own subjects alone or those of the backup; a mirror has none', () => {
    expect(configOf({ name: 'COPY', subjects: 'own' })).toMatchObject({ name: 'COPY', subjects: ['COPY'] });
    expect(configOf({ name: 'COPY', subjects: 'kept' })).toMatchObject({ subjects: ['orders.>'] });
    expect(configOf({ subjects: 'own' })).toMatchObject({ name: 'ORDERS', subjects: ['orders.>'] });
    const mirrored = streamConfig({ name: 'M', mirror: { name: 'ORDERS' } as never });
    expect(configOf({ name: 'COPY', subjects: 'own' }, { ...facts, config: mirrored })).not.toHaveProperty('subjects');
  });
});

describe('what servers take', () => {
  const version = (minor: number) => ({ major: 2, minor, patch: 0, pre: '' });

  it('another name only of a backup as messages, and that from 2.15 on', () => {
    expect(mayRename(facts)).toBe(true);
    expect(mayRename({ format: 'files' })).toBe(false);
    expect(isTooNew(facts, version(14))).toBe(true);
    expect(isTooNew(facts, version(15))).toBe(false);
    expect(isTooNew(facts, null)).toBe(false);
    expect(isTooNew({ format: 'files' }, version(9))).toBe(false);
  });

  it('messages are checked while they are sent from 2.15 on', () => {
    expect(checksWhileSending(version(15))).toBe(true);
    expect(checksWhileSending(version(14))).toBe(false);
    expect(checksWhileSending(null)).toBe(false);
  });

  it('a stream in memory is kept from 2.15 on', () => {
    expect(isUnkept('memory', version(14))).toBe(true);
    expect(isUnkept('memory', version(15))).toBe(false);
    expect(isUnkept('memory', null)).toBe(false);
    expect(isUnkept('file', version(9))).toBe(false);
    expect(isUnkept(null, version(9))).toBe(false);
  });
});
