import { describe, expect, it } from 'vitest';
import type { Command, Outcome } from '../domain/command/command';
import type { CommandFactory } from '../engine/deps';
import type { TransportError } from '../transport/transport';
import { commandSession, failing, replyOf } from './command-session';

export type Session = Awaited<ReturnType<typeof commandSession>>;

/** One kind of change, and what may come in its way. */
export interface FaultCase {
  readonly command: Command;
  /** What has to be so before it is permitted. */
  readonly prepare: (session: Session) => Promise<void>;
  /** What the servers do when they do it. */
  readonly apply: (session: Session) => void;
  /** Someone else acts between the plan and the sending. */
  readonly interfere: (session: Session) => void;
}

/** The request was never on its way. */
const unsent: readonly TransportError[] = [
  { code: 'notConnected' },
  { code: 'notLive', state: 'stale' },
  { code: 'closed' },
];
/** It was refused where it was sent from, or nobody takes it. */
const refused: readonly TransportError[] = [
  { code: 'noResponders' },
  { code: 'denied', operation: 'publish' },
  { code: 'requestTooLarge', limitBytes: 1 },
];
/** Nothing is known of what became of it. */
const unknown: readonly TransportError[] = [
  { code: 'outcomeUnknown' },
  { code: 'timeout' },
  { code: 'interrupted' },
  { code: 'aborted' },
];

/** Planned, permitted, and run; `between`: what happens meanwhile. */
export async function outcomeOf(
  session: Session,
  command: Command,
  between: () => void = () => undefined,
): Promise<Outcome> {
  const plan = await session.plan(command);
  expect(plan.permit).toEqual({ kind: 'allowed' });
  between();
  const outcome = await session.run(plan);
  if (!outcome.ok) throw new Error(outcome.error);
  return outcome.value;
}

/**
 * No change is sent twice, or called done that is not, whatever comes in its way. `isBrief`: one of each sort of trouble,
 * for kinds that share their way with others that meet them all.
 */
export function describeFaults(
  createCommands: CommandFactory,
  cases: Readonly<Record<string, FaultCase>>,
  isBrief = false,
): void {
  const some = <T>(all: readonly T[]): readonly T[] => (isBrief ? all.slice(0, 1) : all);
  describe.each(Object.entries(cases))('%s', (_, { command, prepare, apply, interfere }) => {
    async function prepared() {
      const session = await commandSession(createCommands);
      await prepare(session);
      return session;
    }

    it('that is accepted and done is verified, and was sent once', async () => {
      const session = await prepared();
      session.answerWith(replyOf({ success: true }), () => apply(session));
      expect(await outcomeOf(session, command)).toMatchObject({ kind: 'verified' });
      expect(session.changes).toHaveLength(1);
    });

    it('that is accepted and not done is not verified', async () => {
      const session = await prepared();
      session.answerWith(replyOf({ success: true }));
      expect(await outcomeOf(session, command)).toMatchObject({ kind: 'notVerified' });
      expect(session.changes).toHaveLength(1);
    });

    it.each(some(unsent))('with the link gone ($code) is not sent, and says so', async (error) => {
      const session = await prepared();
      session.answerWith(failing(error));
      expect(await outcomeOf(session, command)).toEqual({ kind: 'aborted', reason: 'linkNotLive' });
      expect(session.changes).toHaveLength(1);
    });

    it.each(some(refused))('that nobody takes ($code) has failed', async (error) => {
      const session = await prepared();
      session.answerWith(failing(error));
      expect(await outcomeOf(session, command)).toMatchObject({ kind: 'failed', description: error.code });
      expect(session.changes).toHaveLength(1);
    });

    it.each(some(unknown))(
      'of which nothing is known ($code) is looked for: found when done, never sent again',
      async (error) => {
        const done = await prepared();
        done.answerWith(failing(error), () => apply(done));
        expect(await outcomeOf(done, command)).toMatchObject({ kind: 'verified' });
        const lost = await prepared();
        lost.answerWith(failing(error));
        expect(await outcomeOf(lost, command)).toMatchObject({ kind: 'notVerified' });
        expect([done.changes.length, lost.changes.length]).toEqual([1, 1]);
      },
    );

    it.each(some([{}, { success: false }, [], 'words']))(
      'with an answer that says nothing (%j) is looked for',
      async (json) => {
        const session = await prepared();
        session.answerWith(replyOf(json), () => apply(session));
        expect(await outcomeOf(session, command)).toMatchObject({ kind: 'verified' });
      },
    );

    it('that the server refuses has failed, in the words of the server', async () => {
      const session = await prepared();
      session.answerWith(replyOf({ error: { code: 400, err_code: 10_005, description: 'no suitable peers' } }));
      expect(await outcomeOf(session, command)).toEqual({
        kind: 'failed',
        code: 10_005,
        description: 'no suitable peers',
      });
    });

    it('is not sent when another leads, or the members are others, by then', async () => {
      const session = await prepared();
      session.answerWith(replyOf({ success: true }));
      const outcome = await outcomeOf(session, command, () => interfere(session));
      expect(outcome.kind).toBe('aborted');
      expect(session.changes).toEqual([]);
    });

    it('is not sent when the link is lost by then', async () => {
      const session = await prepared();
      session.answerWith(replyOf({ success: true }));
      const outcome = await outcomeOf(session, command, () => {
        session.transport.silent = true;
        session.transport.setState('reconnecting');
      });
      expect(outcome.kind).toBe('aborted');
      expect(session.changes).toEqual([]);
    });

    it('whose link is lost after it was sent is not verified, whatever was accepted', async () => {
      const session = await prepared();
      session.answerWith(replyOf({ success: true }), () => {
        apply(session);
        session.transport.silent = true;
        session.transport.setState('reconnecting');
      });
      expect(await outcomeOf(session, command)).toEqual({ kind: 'notVerified', reason: 'connectionLost' });
      expect(session.changes).toHaveLength(1);
    });

    it('sent with an old plan is not sent', async () => {
      const session = await prepared();
      session.answerWith(replyOf({ success: true }));
      const controller = new AbortController();
      controller.abort();
      expect(await session.run(await session.plan(command), controller.signal)).toMatchObject({ ok: false });
      expect(session.changes).toEqual([]);
    });
  });
}
