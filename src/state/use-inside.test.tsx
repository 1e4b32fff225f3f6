// @vitest-environment jsdom
import { act, cleanup, render, screen } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { StreamKey } from '../domain/ids';
import type { InsideFailure } from '../domain/inside/ops';
import { err, ok, type Result } from '../lib/result';
import type { EngineClient } from './engine-client';
import { EngineProvider } from './engine-context';
import { queries } from './queries';
import { forgetInside, patience, useInside, useToldInside } from './use-inside';

const stream = 'S' as StreamKey;
const silent: InsideFailure = { kind: 'silent' };

type Answer = Result<unknown, InsideFailure>;
let answers: ((answer: Answer) => void)[] = [];

/** Every question waits until it is answered by hand. */
const client = {
  visible: () => undefined,
  request: () =>
    new Promise((resolve) => {
      answers.push((answer) => resolve(ok(answer)));
    }),
} as unknown as EngineClient;

async function answer(value: Answer) {
  await act(async () => {
    answers.shift()?.(value);
    await vi.advanceTimersByTimeAsync(0);
  });
}
const pass = (ms: number) => act(() => vi.advanceTimersByTimeAsync(ms));

function Message({ seq, keep }: { readonly seq: number; readonly keep: boolean }) {
  const told = useInside('message', { stream, at: { kind: 'sequence', seq } }, { keep });
  return <p>{told === null ? 'waiting' : JSON.stringify(told)}</p>;
}
function Objects() {
  const { answer: newest, told } = useToldInside('objectList', { stream }, { every: 5000 });
  return (
    <p>{`${newest?.ok === false ? 'failed' : 'fine'}, ${told === null ? 'unknown' : told.value.objects.length} at ${told?.at}`}</p>
  );
}
const draw = (node: React.ReactNode) => <EngineProvider client={client}>{node}</EngineProvider>;
const shown = () => screen.getByRole('paragraph').textContent;

beforeEach(() => {
  vi.useFakeTimers({ now: 1000 });
  answers = [];
});
afterEach(() => {
  cleanup();
  queries.clear();
  vi.useRealTimers();
});

describe('what is asked of an account for the screen', () => {
  it('is not shown as the answer to another question', async () => {
    const { rerender } = render(draw(<Message seq={1} keep={false} />));
    await answer(ok(null));
    expect(shown()).toBe('{"ok":true,"value":null}');
    rerender(draw(<Message seq={2} keep={false} />));
    expect(shown()).toBe('waiting');
  });

  it('stays while the next answer is on its way, where both are about the same', async () => {
    const { rerender } = render(draw(<Message seq={1} keep />));
    await answer(ok(null));
    rerender(draw(<Message seq={2} keep />));
    expect(shown()).toBe('{"ok":true,"value":null}');
  });

  it('is asked again after it failed in passing, until it is answered', async () => {
    render(draw(<Message seq={1} keep={false} />));
    await answer(err(silent));
    expect(shown()).toContain('silent');
    expect(answers).toHaveLength(0);
    await pass(patience);
    await answer(ok(null));
    expect(shown()).toBe('{"ok":true,"value":null}');
    await pass(10 * patience);
    expect(answers).toHaveLength(0);
  });

  it('is asked again while there is no leader', async () => {
    render(draw(<Message seq={1} keep={false} />));
    await answer(err({ kind: 'refused', code: 10008, description: 'JetStream system temporarily unavailable' }));
    await pass(2 * patience);
    expect(answers).toHaveLength(1);
  });

  it('is not asked again when it was refused', async () => {
    render(draw(<Message seq={1} keep={false} />));
    await answer(err({ kind: 'denied' }));
    await pass(10 * patience);
    expect(answers).toHaveLength(0);
  });

  it('is asked again when it is known to be so no more', async () => {
    render(draw(<Message seq={1} keep={false} />));
    await answer(ok(null));
    act(() => forgetInside('message'));
    expect(answers).toHaveLength(1);
  });

  it('keeps what was told, and when, while later answers fail', async () => {
    render(draw(<Objects />));
    expect(shown()).toBe('fine, unknown at undefined');
    await answer(ok({ objects: [{ name: 'one' }] }));
    expect(shown()).toBe('fine, 1 at 1000');
    await pass(5000);
    await answer(err(silent));
    expect(shown()).toBe('failed, 1 at 1000');
    await pass(5000);
    await answer(ok({ objects: [] }));
    expect(shown()).toBe('fine, 0 at 11000');
  });
});
