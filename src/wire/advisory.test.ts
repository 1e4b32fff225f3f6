import { describe, expect, it } from 'vitest';
import { advisoryEvent } from './advisory';

const type = (name: string) => `io.nats.jetstream.advisory.v1.${name}`;
const head = { id: 'abc', timestamp: '2026-08-21T10:00:00.5Z' };
const read = (event: object) => {
  const decoded = advisoryEvent.decode({ ...head, ...event });
  if (!decoded.ok) throw new Error(JSON.stringify(decoded.error));
  return decoded.value;
};
const refused = (event: object) => advisoryEvent.decode(event).ok;

describe('an advisory', () => {
  it('of a changed stream tells its domain, and by leaving it out the nameless one', () => {
    const action = { type: type('stream_action'), stream: 'S', action: 'delete' };
    expect(read({ ...action, domain: 'hub' })).toMatchObject({ kind: 'assetChanged', domain: 'hub' });
    expect(read(action)).not.toHaveProperty('domain');
    expect(read({ ...action, domain: '' })).not.toHaveProperty('domain');
  });

  it('of a changed stream does not tell its account: the prefix of an import does', () => {
    expect(read({ type: type('stream_action'), stream: 'S', action: 'create', domain: 'hub' })).toEqual({
      kind: 'assetChanged',
      id: 'abc',
      time: Date.UTC(2026, 7, 21, 10, 0, 0, 500),
      domain: 'hub',
      account: null,
      stream: 'S',
      consumer: null,
      action: 'created',
    });
  });

  it.each([
    ['create', 'created'],
    ['modify', 'updated'],
    ['delete', 'deleted'],
  ])('of the action %s is %s', (action, expected) => {
    expect(read({ type: type('consumer_action'), stream: 'S', consumer: 'C', action })).toMatchObject({
      consumer: 'C',
      action: expected,
    });
  });

  it('of an action that is not known cannot be read', () => {
    expect(refused({ ...head, type: type('stream_action'), stream: 'S', action: 'archive' })).toBe(false);
  });

  it('of an elected leader names the account, and where 2.9 does not, none', () => {
    const elected = { type: type('stream_leader_elected'), stream: 'S', leader: 'n2' };
    expect(read({ ...elected, account: 'APP' })).toMatchObject({ kind: 'leaderElected', account: 'APP', leader: 'n2' });
    expect(read(elected)).toMatchObject({ account: null });
  });

  it('of an elected meta leader names the peer and not the server', () => {
    expect(read({ type: type('domain_leader_elected'), leader: 'cli6fjj9', replicas: [] })).toMatchObject({
      kind: 'metaLeaderElected',
      leader: 'cli6fjj9',
    });
  });

  it('of a lost quorum may be of a consumer', () => {
    expect(read({ type: type('consumer_quorum_lost'), account: 'A', stream: 'S', consumer: 'C' })).toMatchObject({
      kind: 'quorumLost',
      consumer: 'C',
    });
  });

  it('of a kind that is newer than this console is kept by its type', () => {
    expect(read({ type: type('stream_batch_abandoned'), account: 'A' })).toEqual({
      kind: 'other',
      id: 'abc',
      time: Date.UTC(2026, 7, 21, 10, 0, 0, 500),
      type: type('stream_batch_abandoned'),
    });
  });

  it('without an id, a type, or what its type needs cannot be read', () => {
    expect(refused({ type: type('server_removed') })).toBe(false);
    expect(refused({ id: 'abc' })).toBe(false);
    expect(refused({ ...head, type: type('stream_leader_elected'), stream: 'S' })).toBe(false);
    expect(refused({ ...head, type: type('domain_leader_elected') })).toBe(false);
    expect(refused({ ...head, type: type('stream_quorum_lost') })).toBe(false);
  });
});
