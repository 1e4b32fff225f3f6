import { describe, expect, it } from 'vitest';
import { at } from '../../testing/builders';
import type { Plan } from '../command/command';
import { accountId, domainName, serverName, streamKey, streamName } from '../ids';
import { auditEntry, auditKept, auditLines, auditSurplus } from './entry';

const n = serverName;
const plan: Plan = {
  command: { kind: 'streamMove', stream: streamKey(domainName(''), accountId('APP'), streamName('S')), from: n('n1') },
  permit: { kind: 'allowed' },
  basis: { leader: n('n1'), members: [n('n1'), n('n2')] },
  effect: { kind: 'changeEnds', status: null },
  request: { subject: ['$JS', 'API', 'X'], body: '{}' },
  cli: 'nats',
  madeAt: at(0),
};
const actor = { user: 'admin', account: '$SYS' };
const entry = auditEntry('2-a', at(5), actor, plan);

describe('an entry of the audit', () => {
  it('says who wanted what, how it was to be sent and what was before, and no outcome before there is one', () => {
    expect(entry).toEqual({
      id: '2-a',
      at: at(5),
      actor,
      command: plan.command,
      request: { subject: '$JS.API.X', body: '{}' },
      before: plan.basis,
      end: null,
    });
  });

  it('becomes one line of JSON, whatever its names hold', () => {
    const hostile = auditEntry('1-b', at(0), { user: 'a\nb', account: null }, { ...plan, request: null });
    const after = { leader: n('n2'), members: [n('n2')] };
    const ended = { ...entry, end: { at: at(9), outcome: { kind: 'aborted', reason: 'planChanged' }, after } as const };
    const lines = auditLines([ended, hostile], 'C1').trimEnd().split('\n');
    expect(lines).toHaveLength(2);
    expect(JSON.parse(lines[0]!)).toMatchObject({ id: '1-b', cluster: 'C1', actor: { user: 'a\nb' }, request: null });
    expect(JSON.parse(lines[1]!)).toMatchObject({
      at: new Date(at(5)).toISOString(),
      end: { at: new Date(at(9)).toISOString(), outcome: { kind: 'aborted' }, after: { leader: 'n2' } },
    });
  });

  it('is given up when newer ones fill what is kept', () => {
    const ids = Array.from({ length: auditKept + 2 }, (_, index) => String(index).padStart(6, '0'));
    expect(auditSurplus(ids.toReversed())).toEqual(['000000', '000001']);
    expect(auditSurplus(ids.slice(2))).toEqual([]);
  });
});
