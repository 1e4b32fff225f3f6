import { describe, expect, it } from 'vitest';
import type { JobNews } from '../domain/inside/client-ops';
import { err, ok } from '../lib/result';
import { followJob, type JobView } from './follow-job';
import type { AskInside } from './use-inside';

const order = { kind: 'download', args: { stream: 'S', name: 'x' } } as never;
const report = (bytes: number) =>
  ({ kind: 'download', name: 'x', bytes, size: 3, object: null, content: null }) as const;
const news = (revision: number, end: JobNews['end'] = null) => ok({ revision, report: report(revision), end });

async function settle(): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, 0));
}

/** An engine that answers as it is told. */
function engine(answers: unknown[], started: unknown = ok(7)) {
  const asked: unknown[] = [];
  const ask = ((name: string, args: unknown, signal?: AbortSignal) => {
    asked.push(name === 'readJob' ? args : name);
    if (name === 'startJob') return Promise.resolve(started);
    if (name === 'stopJob') return Promise.resolve(ok(null));
    const answer = answers.shift();
    if (answer !== undefined) return Promise.resolve(answer);
    return new Promise((resolve) => signal?.addEventListener('abort', () => resolve(err({ code: 'aborted' }))));
  }) as unknown as AskInside;
  const views: JobView[] = [];
  return { ask, asked, views, tell: (view: JobView) => views.push(view) };
}

describe('a job that a page follows', () => {
  it('is read from one news to the next until its end', async () => {
    const { ask, asked, views, tell } = engine([news(1), news(3), news(4, { kind: 'done' })]);
    followJob(ask, order, tell);
    await settle();
    expect(asked).toEqual(['startJob', { job: 7, after: 0 }, { job: 7, after: 1 }, { job: 7, after: 3 }]);
    expect(views.map(({ state }) => state)).toEqual(['starting', 'running', 'running', 'ended']);
    expect(views.at(-1)).toMatchObject({ report: { bytes: 4 }, end: { kind: 'done' } });
  });

  it('that does not begin is told with why', async () => {
    const { ask, views, tell } = engine([], err({ kind: 'needsConnection' }));
    followJob(ask, order, tell);
    await settle();
    expect(views.at(-1)).toEqual({ state: 'lost', report: null, failure: { kind: 'needsConnection' } });
  });

  it('of which nothing more is heard keeps what was told last', async () => {
    const lost = engine([news(2), err({ code: 'engineLost' })]);
    followJob(lost.ask, order, lost.tell);
    await settle();
    expect(lost.views.at(-1)).toMatchObject({ state: 'lost', report: { bytes: 2 }, failure: { code: 'engineLost' } });
    const forgotten = engine([news(2), ok(null)]);
    followJob(forgotten.ask, order, forgotten.tell);
    await settle();
    expect(forgotten.views.at(-1)).toMatchObject({ state: 'lost', failure: null });
  });

  it('is stopped and read on, so that its last news come', async () => {
    const { ask, asked, views, tell } = engine([news(1), news(2, { kind: 'stopped' })]);
    // Before it has a number, too.
    followJob(ask, order, tell).stop();
    await settle();
    expect(asked).toContain('stopJob');
    expect(views.at(-1)).toMatchObject({ state: 'ended', end: { kind: 'stopped' } });
  });

  it('that is left is stopped, and no more is told of it', async () => {
    const { ask, asked, views, tell } = engine([news(1)]);
    const followed = followJob(ask, order, tell);
    await settle();
    const told = views.length;
    followed.leave();
    followed.leave();
    await settle();
    expect(views).toHaveLength(told);
    expect(asked.filter((one) => one === 'stopJob')).toHaveLength(1);
  });
});
