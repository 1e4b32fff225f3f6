import { describe, expect, it } from 'vitest';
import type { AuditEntry } from '../domain/audit/entry';
import type { CommandPort, Outcome, Plan } from '../domain/command/command';
import { domainName, serverName } from '../domain/ids';
import { err, ok, type Result } from '../lib/result';
import { fakeClock } from '../testing/fakes/fake-clock';
import { Audit } from './audit';
import { memoryAuditStore, type AuditStore } from './audit-store';

const plan: Plan = {
  command: { kind: 'metaStepDown', domain: domainName(''), preferred: null },
  permit: { kind: 'allowed' },
  basis: { leader: serverName('n1'), members: [] },
  effect: { kind: 'leaderChanges', candidates: [] },
  request: { subject: ['$JS', 'API', 'META', 'LEADER', 'STEPDOWN'], body: '' },
  cli: '',
  madeAt: 0 as never,
};
const verified: Outcome = { kind: 'verified', result: { kind: 'leads', leader: serverName('n2') }, tookMs: 5 };
const never = new AbortController().signal;

function auditOf(store: AuditStore, onError: (error: unknown) => void = () => undefined) {
  const clock = fakeClock();
  const actor = () => ({ user: 'admin', account: '$SYS' });
  return new Audit({ clock, store, cluster: 'C1', actor, onChange: () => undefined, onError });
}

function port(run: () => Promise<Result<Outcome, 'dataTooOld'>>): CommandPort {
  return { plan: () => Promise.resolve({ ...plan, basis: { leader: serverName('n2'), members: [] } }), run };
}

describe('the audit', () => {
  it('has the wish in its store before anything is sent, and what came of it after', async () => {
    const store = memoryAuditStore();
    const stored: (readonly AuditEntry[])[] = [];
    const ran = await auditOf(store).run(
      port(async () => {
        stored.push(await store.load('C1'));
        return ok(verified);
      }),
      plan,
      never,
    );
    expect(ran).toEqual(ok(verified));
    expect(stored[0]).toMatchObject([{ actor: { user: 'admin' }, before: { leader: 'n1' }, end: null }]);
    expect(await store.load('C1')).toMatchObject([{ end: { outcome: { kind: 'verified' }, after: { leader: 'n2' } } }]);
  });

  it('leaves open what nobody saw the end of', async () => {
    const store = memoryAuditStore();
    await auditOf(store).run(
      port(() => Promise.resolve(err('dataTooOld'))),
      plan,
      never,
    );
    expect(await store.load('C1')).toMatchObject([{ end: null }]);
  });

  it('shows what earlier pages wrote, of the same cluster only', async () => {
    const store = memoryAuditStore();
    await auditOf(store).run(
      port(() => Promise.resolve(ok(verified))),
      plan,
      never,
    );
    const later = auditOf(store);
    await expect.poll(() => later.entries.size).toBe(1);
    expect(await store.load('C2')).toEqual([]);
  });

  it('keeps nobody from acting when its store fails, and tells of that', async () => {
    const told: unknown[] = [];
    const full: AuditStore = { load: () => Promise.resolve([]), put: () => Promise.reject(new Error('quota')) };
    const audit = auditOf(full, (error) => told.push(error));
    expect(
      await audit.run(
        port(() => Promise.resolve(ok(verified))),
        plan,
        never,
      ),
    ).toEqual(ok(verified));
    expect(told).toHaveLength(2);
    expect([...audit.entries.values()]).toMatchObject([{ end: { outcome: { kind: 'verified' } } }]);
  });
});
