import { describe, expect, it } from 'vitest';
import type { JobReport } from '../../domain/inside/client-ops';
import type { LinkState } from '../../domain/observation';
import { FakeClock, settle } from '../../transport/fakes';
import type { Transport } from '../../transport/transport';
import { Jobs, type JobContext } from './jobs';

const never = new AbortController().signal;

function world() {
  const clock = new FakeClock();
  const listeners = new Set<(state: LinkState) => void>();
  const link = {
    onState: (listener: (state: LinkState) => void) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  } as unknown as Transport;
  const jobs = new Jobs(clock);
  const contexts: JobContext[] = [];
  let finish: (failure: null | { kind: 'silent' }) => void = () => undefined;
  let sent = 0;
  const start = () =>
    jobs.start((context) => {
      contexts.push(context);
      return {
        report: () => ({ report: { kind: 'publishMany', sent } as JobReport }),
        run: () =>
          new Promise((resolve) => {
            finish = resolve;
            context.signal.addEventListener('abort', () => resolve(null));
          }),
        link,
      };
    });
  const advance = () => {
    sent += 1;
    contexts.at(-1)?.changed();
  };
  return {
    clock,
    jobs,
    start,
    advance,
    contexts,
    finish: (how: null | { kind: 'silent' }) => finish(how),
    tell: (state: LinkState) => listeners.forEach((one) => one(state)),
  };
}

describe('a job', () => {
  it('answers at once with what is new, and waits for news where there are none', async () => {
    const { clock, jobs, start, advance } = world();
    const id = start();
    const first = await jobs.read(id, 0, never);
    expect(first).toMatchObject({ revision: 1, report: { sent: 0 }, end: null });
    let second: unknown = null;
    void jobs.read(id, 1, never).then((news) => (second = news));
    await clock.pass(1000);
    expect(second).toBeNull();
    advance();
    await clock.pass(0);
    expect(second).toMatchObject({ revision: 2, report: { sent: 1 } });
  });

  it('answers after some seconds without news, so that it is asked again', async () => {
    const { clock, jobs, start } = world();
    const reading = jobs.read(start(), 1, never);
    await clock.pass(10_000);
    expect(await reading).toMatchObject({ revision: 1, end: null });
  });

  it('gathers news: two answers are some time apart', async () => {
    const { clock, jobs, start, advance } = world();
    const id = start();
    await jobs.read(id, 0, never);
    advance();
    let second: unknown = null;
    void jobs.read(id, 1, never).then((news) => (second = news));
    await clock.pass(100);
    expect(second).toBeNull();
    advance();
    await clock.pass(60);
    expect(second).toMatchObject({ revision: 3, report: { sent: 2 } });
  });

  it('is stopped by its number, and tells its last news', async () => {
    const { jobs, start, advance, contexts } = world();
    const id = start();
    advance();
    jobs.stop(id);
    await settle();
    expect(contexts[0]?.signal.aborted).toBe(true);
    expect(await jobs.read(id, 0, never)).toMatchObject({ report: { sent: 1 }, end: { kind: 'stopped' } });
  });

  it('ends with why it failed, or as done', async () => {
    const failing = world();
    const id = failing.start();
    failing.finish({ kind: 'silent' });
    await settle();
    expect(await failing.jobs.read(id, 0, never)).toMatchObject({
      end: { kind: 'failed', failure: { kind: 'silent' } },
    });
    const fine = world();
    const other = fine.start();
    fine.finish(null);
    await settle();
    expect(await fine.jobs.read(other, 0, never)).toMatchObject({ end: { kind: 'done' } });
  });

  it('ends with its connection, not with one that only does not answer for a moment', async () => {
    const { jobs, start, tell } = world();
    const id = start();
    tell('stale');
    await settle();
    expect(await jobs.read(id, 0, never)).toMatchObject({ end: null });
    tell('reconnecting');
    await settle();
    expect(await jobs.read(id, 1, never)).toMatchObject({ end: { kind: 'failed', failure: { kind: 'notLive' } } });
  });

  it('that nobody reads for a minute is stopped and forgotten', async () => {
    const { clock, jobs, start, contexts } = world();
    const id = start();
    await clock.pass(50_000);
    await jobs.read(id, 0, never);
    await clock.pass(50_000);
    expect(contexts[0]?.signal.aborted).toBe(false);
    await clock.pass(10_000);
    expect(contexts[0]?.signal.aborted).toBe(true);
    expect(await jobs.read(id, 0, never)).toBeNull();
  });

  it('pauses no longer than until it is stopped', async () => {
    const { jobs, start, contexts } = world();
    const id = start();
    let over = false;
    void contexts[0]?.pause(60_000).then(() => (over = true));
    await settle();
    expect(over).toBe(false);
    jobs.stop(id);
    await settle();
    expect(over).toBe(true);
  });

  it('of another number is none', async () => {
    const { jobs } = world();
    expect(await jobs.read(7, 0, never)).toBeNull();
    jobs.stop(7);
  });
});
