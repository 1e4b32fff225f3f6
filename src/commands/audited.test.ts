import { describe, expect, it } from 'vitest';
import type { AuditEntry } from '../domain/audit/entry';
import type { AuditPolicy } from '../domain/audit/target';
import { domainName } from '../domain/ids';
import { err } from '../lib/result';
import { commandSession, replyOf } from '../testing/command-session';
import { createCommands } from './create-commands';

const command = { kind: 'metaStepDown', domain: domainName(''), preferred: null } as const;
const stepDown = '$JS.API.META.LEADER.STEPDOWN';
const acknowledged = { stream: 'AUDIT', seq: 1 };

/** `answers`: those of the audit stream, one after the other; the last one stays. */
async function session(policy: AuditPolicy | null, answers: readonly unknown[] = [acknowledged]) {
  const kept: AuditEntry[] = [];
  const target = policy === null ? null : { subject: 'audit.console.{user}', policy };
  const keep = (entry: AuditEntry) => Promise.resolve(void kept.push(entry));
  const one = await commandSession(createCommands, { audit: { target, keep } });
  const sent: { readonly subject: string; readonly body: string; readonly kept: number }[] = [];
  const left = [...answers];
  one.transport.change = (subject, body, options) => {
    sent.push({ subject, body, kept: kept.length });
    if (!subject.startsWith('audit.')) return one.transport.request(subject, body, options);
    const answer = left.length > 1 ? left.shift() : left[0];
    return Promise.resolve(answer === null ? err({ code: 'noResponders' }) : replyOf(answer));
  };
  return { ...one, kept, sent };
}

describe('a change', () => {
  it('is written down in this browser before it is sent, and what came of it after', async () => {
    const { run, plan, kept, sent } = await session(null);
    await run(await plan(command));
    expect(sent.map(({ subject, kept: before }) => [subject, before])).toEqual([[stepDown, 1]]);
    expect(kept[0]).toMatchObject({ actor: { user: 'admin' }, before: { leader: 'n1' }, end: null });
    expect(kept.at(-1)).toMatchObject({ end: { outcome: { kind: 'verified' }, after: { leader: 'n2' } } });
    expect(kept.every((entry) => entry.published === undefined)).toBe(true);
    expect(new Set(kept.map(({ id }) => id)).size).toBe(1);
  });

  it('has its intent taken by the audit stream before it is sent, and its outcome after', async () => {
    const { run, plan, kept, sent } = await session('required');
    await run(await plan(command));
    expect(sent.map(({ subject }) => subject)).toEqual(['audit.console.admin', stepDown, 'audit.console.admin']);
    const records = [sent[0]!, sent[2]!].map(({ body }) => JSON.parse(body) as Record<string, unknown>);
    expect(records).toMatchObject([
      { phase: 'intent', action: 'metaStepDown', cluster: 'C1' },
      { phase: 'result', outcome: { kind: 'verified' } },
    ]);
    expect(records[0]!['id']).toBe(records[1]!['id']);
    expect(kept.at(-1)?.published).toBe('whole');
  });

  it.each([
    ['nobody listens', null],
    ['the stream refuses it', { error: { code: 503, err_code: 10077, description: 'maximum messages exceeded' } }],
    ['something else answers', { ok: true }],
  ])('is not sent where an entry is required and %s', async (_what, answer) => {
    const { run, plan, kept, sent } = await session('required', [answer]);
    const outcome = { kind: 'aborted', reason: 'auditNotTaken' };
    expect(await run(await plan(command))).toMatchObject({ ok: true, value: outcome });
    expect(sent.map(({ subject }) => subject)).toEqual(['audit.console.admin']);
    expect(kept.at(-1)).toMatchObject({ published: 'failed', end: { outcome } });
  });

  it('is sent all the same where an entry is only wished for, and says that it was not taken', async () => {
    const { run, plan, kept, sent } = await session('best-effort', [null]);
    expect(await run(await plan(command))).toMatchObject({ ok: true, value: { kind: 'verified' } });
    expect(sent.map(({ subject }) => subject)).toEqual(['audit.console.admin', stepDown]);
    expect(kept.at(-1)).toMatchObject({ published: 'failed', end: { outcome: { kind: 'verified' } } });
  });

  it('says when only its intent was taken', async () => {
    const { run, plan, kept } = await session('required', [acknowledged, null]);
    expect(await run(await plan(command))).toMatchObject({ ok: true, value: { kind: 'verified' } });
    expect(kept.at(-1)?.published).toBe('intent');
  });

  it('goes nowhere else where the audit stream is switched off', async () => {
    const { run, plan, kept, sent } = await session('off');
    await run(await plan(command));
    expect(sent.map(({ subject }) => subject)).toEqual([stepDown]);
    expect(kept.at(-1)?.published).toBeUndefined();
  });
});
