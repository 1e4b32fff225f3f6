import { useEffect, useState } from 'react';
import { add, approximate, compare, max, subtract, type Count } from '../../domain/count';
import type { StreamKey } from '../../domain/ids';
import type { MessagePage, Order } from '../../domain/inside/messages';
import type { InsideFailure } from '../../domain/inside/ops';
import type { OpError } from '../../engine/protocol';
import { useAskInside, type AskInside, type Inside } from '../../state/use-inside';
import { rowsOf, type Row } from './rows';

/** Between two looks (ms); after a look that brought all it could, the next comes sooner. */
const pause = 1000;
const shortPause = 350;
/** Messages of one look, and of the list. */
const batch = 100;
const mostKept = 500;
/** Sequences behind from which on the rest is stepped over. */
const mostBehind = 1000;

export interface Tail {
  /** The newest first. */
  readonly rows: readonly Row[];
  readonly last: MessagePage | null;
  readonly failure: InsideFailure | OpError | null;
}

const nothing: Tail = { rows: [], last: null, failure: null };

/** New messages as they are stored, looked for once a second while the page can be seen. */
export function useTail(stream: StreamKey, filter: string, on: boolean): Tail {
  const ask = useAskInside();
  const [tail, setTail] = useState<Tail>(nothing);
  useEffect(() => {
    if (!on) return;
    const abort = new AbortController();
    void follow(ask, { stream, filter }, abort.signal, setTail);
    return () => {
      abort.abort();
      setTail(nothing);
    };
  }, [ask, stream, filter, on]);
  return tail;
}

async function follow(
  ask: AskInside,
  what: { readonly stream: StreamKey; readonly filter: string },
  signal: AbortSignal,
  show: (change: (before: Tail) => Tail) => void,
): Promise<void> {
  let next: Count | null = null;
  while (isWanted(signal)) {
    const order: Order = next === null ? 'newest' : 'oldest';
    const answer: Inside<'messagePage'> = await ask(
      'messagePage',
      { ...what, order, from: next, limit: batch },
      signal,
    );
    if (!isWanted(signal)) return;
    if (!answer.ok) {
      show((before) => ({ ...before, failure: answer.error }));
      await seen(signal, pause);
      continue;
    }
    if (next !== null && isMadeAnew(answer.value, next)) {
      next = null;
      show(() => nothing);
      continue;
    }
    const step: Step = stepOf(answer.value, order, what.filter);
    show(({ rows }) => ({ rows: [...step.rows, ...rows].slice(0, mostKept), last: answer.value, failure: null }));
    next = step.next;
    await seen(signal, step.isBehind ? shortPause : pause);
  }
}

const isWanted = (signal: AbortSignal) => !signal.aborted;

interface Step {
  /** The newest first. */
  readonly rows: readonly Row[];
  readonly next: Count;
  readonly isBehind: boolean;
}

function stepOf(page: MessagePage, order: Order, filter: string): Step {
  const found = rowsOf(page.messages, order, filter === '' || filter === '>');
  if (order === 'newest') return { rows: found, next: after(page), isBehind: false };
  const rows = found.toReversed();
  const skipped = skippedBy(page);
  if (skipped !== null) return { rows: [skipped, ...rows], next: add(skipped.to, 1), isBehind: true };
  return { rows, next: page.next, isBehind: page.ended !== 'end' };
}

/** Its sequences begin below those that were seen: deleted and made again, it will not come to them for long. */
function isMadeAnew({ state }: MessagePage, next: Count): boolean {
  return compare(add(state.lastSeq, 1), next) < 0;
}

/** Where the newest messages end. */
function after({ messages: [newest], state }: MessagePage): Count {
  return add(newest?.seq ?? state.lastSeq, 1);
}

/** What is given up to keep up; `null`: nothing. */
function skippedBy({ ended, next, state }: MessagePage): Extract<Row, { kind: 'skipped' }> | null {
  if (ended === 'end' || approximate(subtract(state.lastSeq, next)) < mostBehind) return null;
  const to = max(subtract(state.lastSeq, batch), next);
  return { kind: 'skipped', key: `s${String(next)}`, from: next, to };
}

/** That long, and until the page can be seen. */
async function seen(signal: AbortSignal, wait: number): Promise<void> {
  await new Promise((resolve) => {
    setTimeout(resolve, wait);
  });
  while (document.visibilityState === 'hidden' && isWanted(signal)) {
    await new Promise((resolve) => {
      document.addEventListener('visibilitychange', resolve, { once: true });
      signal.addEventListener('abort', resolve, { once: true });
    });
  }
}
