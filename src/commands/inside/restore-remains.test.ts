import { describe, expect, it } from 'vitest';
import type { AuditEntry } from '../../domain/audit/entry';
import type { SessionOptions } from '../../testing/command-session';
import { replyOf } from '../../testing/command-session';
import { lost, newest, refusal, restoreOf, restoreSession } from '../../testing/restore-session';
import { serverMs } from '../../domain/time';
import { createCommands } from '../create-commands';
import { Senders } from '../senders';
import { clearRemains } from './restore-remains';

type World = Awaited<ReturnType<typeof restoreSession>>;
const deleted = 'DELETE.SHELF';
const named = (...streams: readonly string[]) => replyOf({ total: streams.length, streams });

/** What is left of a restore that left its name in the meta group. */
async function left(then: (world: World) => void = () => undefined, options: SessionOptions = {}, hasAnswered = false) {
  const world = await restoreSession(createCommands, options);
  const { deps, clock, script } = world;
  script.isKept = true;
  then(world);
  // What knows configurations is loaded by the first look: in a time of its own.
  await world.settled(world.plan(restoreOf));
  const began = clock.now();
  const pipe = { ...deps, senders: new Senders(deps) };
  const cleared = clearRemains(pipe, restoreOf, { hasAnswered, newest: serverMs(newest) });
  return { left: await world.settled(cleared), asked: world.asked(), tookMs: clock.now() - began };
}

describe('a name that a restore leaves behind', () => {
  it('is freed when its servers have given it up, which they do after five seconds', async () => {
    const { tookMs, ...rest } = await left();
    expect(rest).toEqual({ left: 'removed', asked: [deleted] });
    expect(tookMs).toBeGreaterThan(5000);
    expect(tookMs).toBeLessThan(70_000);
    const answered = await left(({ script }) => (script.isKept = false), {}, true);
    expect(answered.left).toBe('nothing');
    expect(answered.tookMs).toBeLessThan(5000);
  });

  it.each([
    ['was gone by then', replyOf(refusal(10_059, 'stream not found')), 'nothing'],
    ['may not be deleted', replyOf(refusal(10_109, 'stream is sealed')), 'there'],
  ] as const)('that %s is told so', async (_, answer, expected) => {
    const told = await left(({ script }) => (script.remove = () => answer));
    expect(told).toMatchObject({ left: expected, asked: [deleted] });
  });

  it.each([
    ['lost', lost],
    ['nothing', replyOf({})],
    ['nonsense', replyOf('words')],
  ])(
    'whose deletion is answered with %s is looked for among the names of the account, and deleted once',
    async (...on) => {
      const [, answer] = on;
      const deletedAt = (world: World, names: World['script']['names']) => {
        world.script.remove = () => ((world.script.names = names), answer);
      };
      const asked = [deleted];
      expect(await left((world) => deletedAt(world, () => named('A', 'B')))).toMatchObject({ left: 'removed', asked });
      expect(await left((world) => deletedAt(world, () => named('A', 'SHELF')))).toMatchObject({
        left: 'there',
        asked,
      });
      expect(await left((world) => deletedAt(world, () => lost))).toMatchObject({ left: 'unknown', asked });
      expect(await left((world) => deletedAt(world, () => replyOf(refusal(10_008, 'unavailable'))))).toMatchObject({
        ...{ left: 'unknown', asked },
      });
    },
  );

  it('is found on whatever page of the names it is', async () => {
    const page = (offset: number, name: string) =>
      replyOf({
        total: 2500,
        offset,
        streams: Array.from({ length: Math.min(1024, 2500 - offset) }, (_, at) => (offset + at === 2400 ? name : 'x')),
      });
    const after = (name: string) =>
      left(({ script }) => (script.remove = () => ((script.names = (offset) => page(offset, name)), lost)));
    expect((await after('SHELF')).left).toBe('there');
    expect((await after('OTHER')).left).toBe('removed');
    const empty = () => replyOf({ total: 2500, streams: null });
    expect((await left(({ script }) => (script.remove = () => ((script.names = empty), lost)))).left).toBe('unknown');
  });

  it('is deleted unseen only where the account is said to have it', async () => {
    const unlisted = await left(({ script }) => (script.names = () => named('OTHER')));
    expect(unlisted).toMatchObject({ left: 'nothing', asked: [] });
    const silent = await left(({ script }) => (script.names = () => lost));
    expect(silent).toMatchObject({ left: 'unknown', asked: [] });
  });

  it('is deleted as every stream is: written down, and not at all where that must be kept and is not', async () => {
    const entries = new Map<string, AuditEntry>();
    const keep = (entry: AuditEntry) => Promise.resolve(void entries.set(entry.id, entry));
    await left(undefined, { audit: { target: null, keep } });
    expect([...entries.values()].map(({ command, end }) => [command.kind, end?.outcome.kind])).toEqual([
      ['streamDelete', 'verified'],
    ]);
    const target = { subject: 'audit.console', policy: 'required' } as const;
    const required = { audit: { target, keep } };
    expect(await left(undefined, required)).toMatchObject({ left: 'removed', asked: [deleted] });
    const untaken = await left(({ script }) => (script.audit = () => lost), required);
    expect(untaken).toMatchObject({ left: 'unknown', asked: [] });
  });
});
