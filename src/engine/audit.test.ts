import { describe, expect, it } from 'vitest';
import { auditEntry, type AuditEntry } from '../domain/audit/entry';
import type { Plan } from '../domain/command/command';
import { domainName, serverName } from '../domain/ids';
import { at } from '../testing/builders';
import { Audit } from './audit';
import { memoryAuditStore, type AuditStore } from './audit-store';

const plan: Plan = {
  command: { kind: 'metaStepDown', domain: domainName(''), preferred: null },
  permit: { kind: 'allowed' },
  basis: { leader: serverName('n1'), members: [] },
  effect: { kind: 'leaderChanges', candidates: [] },
  request: { subject: ['$JS', 'API', 'META', 'LEADER', 'STEPDOWN'], body: '' },
  cli: '',
  madeAt: at(0),
};
const entry: AuditEntry = auditEntry('1-a', at(0), { user: 'admin', account: '$SYS' }, plan);

function auditOf(store: AuditStore, onError: (error: unknown) => void = () => undefined) {
  return new Audit({ store, cluster: 'C1', onChange: () => undefined, onError });
}

describe('the audit', () => {
  it('is written when it says so', async () => {
    const store = memoryAuditStore();
    await auditOf(store).keep(entry);
    expect(await store.load('C1')).toEqual([entry]);
  });

  it('shows what earlier pages wrote, of the same cluster only', async () => {
    const store = memoryAuditStore();
    await auditOf(store).keep(entry);
    const later = auditOf(store);
    await expect.poll(() => later.entries.size).toBe(1);
    expect(await store.load('C2')).toEqual([]);
  });

  it('keeps nobody from acting when its store fails, and tells of that', async () => {
    const told: unknown[] = [];
    const full: AuditStore = { load: () => Promise.resolve([]), put: () => Promise.reject(new Error('quota')) };
    const audit = auditOf(full, (error) => told.push(error));
    await audit.keep(entry);
    expect(told).toHaveLength(1);
    expect([...audit.entries.values()]).toEqual([entry]);
  });
});
