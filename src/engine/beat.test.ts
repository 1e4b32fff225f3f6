import { describe, expect, it } from 'vitest';
import { fakeClock } from '../testing/fakes/fake-clock';
import { Beat } from './beat';
import { describe as inWords, FaultReporter } from './fault';

describe('the beat', () => {
  it('comes every second, numbered', async () => {
    const clock = fakeClock();
    const seen: number[] = [];
    const beat = new Beat(
      clock,
      (seq) => seen.push(seq),
      () => undefined,
    );
    await clock.advance(3000);
    beat.stop();
    await clock.advance(3000);
    expect(seen).toEqual([1, 2, 3]);
  });

  it('tells when time has jumped, before it goes on', async () => {
    const clock = fakeClock();
    const seen: string[] = [];
    const beat = new Beat(
      clock,
      () => seen.push('beat'),
      () => seen.push('jump'),
    );
    await clock.advance(1000);
    clock.jump(10_000);
    await clock.advance(0);
    beat.stop();
    expect(seen).toEqual(['beat', 'jump', 'beat']);
  });
});

describe('faults', () => {
  it('are told at most once a second', async () => {
    const clock = fakeClock();
    const told: string[] = [];
    const reporter = new FaultReporter(
      () => clock.now(),
      (what) => told.push(what),
    );
    for (let i = 0; i < 500; i += 1) reporter.report(new Error(`number ${i}`));
    await clock.advance(1000);
    reporter.report(new Error('later'));
    expect(told).toHaveLength(2);
    expect(told[0]).toContain('number 0');
    expect(told[1]).toContain('later');
  });

  it('are short, whatever they hold', () => {
    expect(inWords(new Error('x'.repeat(10_000)))).toHaveLength(300);
    expect(inWords({ secret: 'x' })).toBe('not an error');
  });
});
