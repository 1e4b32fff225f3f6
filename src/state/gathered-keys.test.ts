import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { KeyRow } from '../domain/inside/buckets';
import { serverMs } from '../domain/time';
import { GatheredKeys, type KnownKeys } from './gathered-keys';

const row = (key: string, revision = 1): KeyRow => ({ key, revision, operation: 'put', at: serverMs(0), size: 1 });
const report = (changed: readonly KeyRow[], complete = true) =>
  ({ kind: 'keys', changed, complete, cut: false }) as const;
const thousands = Array.from({ length: 6000 }, (_, index) => row(`k${index}`));

describe('keys that are watched', () => {
  let told: KnownKeys[];
  let gathered: GatheredKeys;
  beforeEach(() => {
    vi.useFakeTimers();
    told = [];
    gathered = new GatheredKeys((keys) => told.push(keys));
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it('are told with every report while there are few', () => {
    gathered.add(report([row('b')], false));
    gathered.add(report([row('a')]));
    gathered.add(report([row('a', 2)], false));
    expect(told.map(({ rows }) => rows.map(({ key, revision }) => `${key}${revision}`).join(' '))).toEqual([
      'b1',
      'a1 b1',
      'a2 b1',
    ]);
    expect(told.map(({ complete }) => complete)).toEqual([false, true, true]);
  });

  it('are told once a second when there are many, and when all have come', () => {
    gathered.add(report(thousands, false));
    gathered.add(report([row('k7', 2)], false));
    gathered.add(report([row('k7', 3)], false));
    expect(told).toHaveLength(1);
    gathered.add(report([row('z')]));
    expect(told).toHaveLength(2);
    expect(told[1]?.rows.find(({ key }) => key === 'k7')?.revision).toBe(3);
    gathered.add(report([row('k8', 2)]));
    vi.advanceTimersByTime(999);
    expect(told).toHaveLength(2);
    vi.advanceTimersByTime(1);
    expect(told).toHaveLength(3);
    // After a quiet second one change is told at once.
    vi.advanceTimersByTime(5000);
    gathered.add(report([row('k9', 2)]));
    vi.advanceTimersByTime(0);
    expect(told).toHaveLength(4);
  });

  it('are told at the end, and not after it was left', () => {
    gathered.add(report(thousands, false));
    gathered.add(report([row('a')], false));
    gathered.flush();
    expect(told.at(-1)?.rows).toHaveLength(6001);
    gathered.add(report([row('b')], false));
    gathered.stop();
    vi.advanceTimersByTime(5000);
    expect(told.at(-1)?.rows).toHaveLength(6001);
  });
});
