// @vitest-environment jsdom
import { act, cleanup, renderHook } from '@testing-library/react';
import type { PropsWithChildren } from 'react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { StreamKey } from '../../domain/ids';
import type { InsideFailure } from '../../domain/inside/ops';
import { err, ok, type Result } from '../../lib/result';
import type { EngineClient } from '../../state/engine-client';
import { EngineProvider } from '../../state/engine-context';
import { useTail } from './use-tail';

/** Sequences that the stream holds. */
let stored: number[] = [];
let failure: InsideFailure | null = null;

function page({
  order,
  from,
}: {
  readonly order: string;
  readonly from: number | null;
}): Result<unknown, InsideFailure> {
  if (failure !== null) return err(failure);
  const lastSeq = stored.at(-1) ?? 0;
  const found = order === 'newest' ? stored.toReversed() : stored.filter((seq) => seq >= (from ?? 1));
  return ok({
    messages: found.map((seq) => ({ seq })),
    next: order === 'newest' ? 1 : lastSeq + 1,
    ended: 'end',
    from: 'leader',
    state: { lastSeq },
  });
}

const client = {
  visible: () => undefined,
  request: (_op: string, { args }: { readonly args: Parameters<typeof page>[0] }) => Promise.resolve(ok(page(args))),
} as unknown as EngineClient;

const wrapper = ({ children }: PropsWithChildren) => <EngineProvider client={client}>{children}</EngineProvider>;
const second = () => act(() => vi.advanceTimersByTimeAsync(1100));
const seen = (rows: ReturnType<typeof useTail>['rows']) =>
  rows.map((row) => (row.kind === 'message' ? Number(row.message.seq) : row.kind));

beforeEach(() => {
  vi.useFakeTimers();
  failure = null;
  stored = [1, 2, 3];
});
afterEach(() => {
  cleanup();
  vi.useRealTimers();
});

describe('new messages as they come', () => {
  it('stand on top, the newest first', async () => {
    const { result } = renderHook(() => useTail('S' as StreamKey, '', true), { wrapper });
    await second();
    stored = [1, 2, 3, 4, 5];
    await second();
    expect(seen(result.current.rows)).toEqual([5, 4, 3, 2, 1]);
  });

  it('stay while nobody answers, and go on after that', async () => {
    const { result } = renderHook(() => useTail('S' as StreamKey, '', true), { wrapper });
    await second();
    failure = { kind: 'silent' };
    await second();
    expect(result.current.failure).toEqual(failure);
    expect(seen(result.current.rows)).toEqual([3, 2, 1]);
    failure = null;
    stored = [1, 2, 3, 4];
    await second();
    expect(result.current.failure).toBeNull();
    expect(seen(result.current.rows)).toEqual([4, 3, 2, 1]);
  });

  it('begin anew with a stream that was deleted and made again', async () => {
    const { result } = renderHook(() => useTail('S' as StreamKey, '', true), { wrapper });
    await second();
    stored = [1];
    await second();
    expect(seen(result.current.rows)).toEqual([1]);
    stored = [1, 2];
    await second();
    expect(seen(result.current.rows)).toEqual([2, 1]);
  });
});
