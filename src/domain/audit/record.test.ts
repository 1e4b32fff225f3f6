import { describe, expect, it } from 'vitest';
import { at } from '../../testing/builders';
import { domainName, serverName } from '../ids';
import type { AuditEntry } from './entry';
import { auditRecord } from './record';
import { auditSubject } from './target';

const entry: AuditEntry = {
  id: '1-a',
  at: at(0),
  actor: { user: 'admin', account: '$SYS' },
  command: { kind: 'metaStepDown', domain: domainName(''), preferred: null },
  request: { subject: '$JS.API.META.LEADER.STEPDOWN', body: '' },
  before: { leader: serverName('n1'), members: [] },
  end: null,
};
const ended = (outcome: NonNullable<AuditEntry['end']>['outcome']): AuditEntry => ({
  ...entry,
  end: { at: at(5), outcome, after: { leader: serverName('n2'), members: [] } },
});

describe('a record of the audit stream', () => {
  it('tells the intent, without an outcome', () => {
    const record: unknown = JSON.parse(auditRecord(entry, 'C1'));
    expect(record).toMatchObject({
      v: 1,
      id: '1-a',
      ts: new Date(at(0)).toISOString(),
      cluster: 'C1',
      actor: { user: 'admin', account: '$SYS' },
      phase: 'intent',
      action: 'metaStepDown',
      request: { subject: '$JS.API.META.LEADER.STEPDOWN' },
      before: { leader: 'n1' },
    });
    expect(record).not.toHaveProperty('outcome');
  });

  it('tells what came of it under the same id, and apart whether it was sent at all', () => {
    const verified = { kind: 'verified', result: { kind: 'leads', leader: serverName('n2') }, tookMs: 5 } as const;
    expect(JSON.parse(auditRecord(ended(verified), 'C1'))).toMatchObject({
      id: '1-a',
      ts: new Date(at(5)).toISOString(),
      phase: 'result',
      outcome: { kind: 'verified' },
      after: { leader: 'n2' },
    });
    const aborted = { kind: 'aborted', reason: 'planChanged' } as const;
    expect(JSON.parse(auditRecord(ended(aborted), 'C1'))).toMatchObject({ phase: 'aborted' });
  });
});

describe('the subject of a record', () => {
  it.each([
    ['admin', ['audit', 'console', 'admin']],
    ['a.b >*\r\nPUB', ['audit', 'console', 'a_b_____PUB']],
    [null, ['audit', 'console', 'unknown']],
  ])('of user %j is one token for the name, whatever it holds', (user, tokens) => {
    expect(auditSubject({ subject: 'audit.console.{user}', policy: 'required' }, user)).toEqual(tokens);
  });
});
