import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { compare } from '../../domain/count';
import type { ConsumerKey } from '../../domain/ids';
import type { Delivery, FetchEnd, Verdict } from '../../domain/inside/consume';
import type { InsideFailure } from '../../domain/inside/ops';
import type { DurationMs } from '../../domain/time';
import type { OpError } from '../../engine/protocol';
import { useAskInside } from '../../state/use-inside';

/** What was said of a delivery from here. */
export type DeliveryState =
  | { readonly kind: 'open' }
  | { readonly kind: 'sending'; readonly verdict: Verdict['kind'] }
  | { readonly kind: 'settled'; readonly verdict: Verdict['kind'] }
  | { readonly kind: 'failed'; readonly failure: InsideFailure | OpError };

export interface DeliveryItem {
  readonly id: number;
  readonly delivery: Delivery;
  readonly state: DeliveryState;
  /** When its time to be acknowledged began, by this browser's clock (ms since 1970). */
  readonly since: number;
}

export type FetchOutcome =
  | { readonly kind: 'ended'; readonly end: FetchEnd; readonly count: number; readonly text: string }
  | { readonly kind: 'givenUp' }
  | { readonly kind: 'failed'; readonly failure: InsideFailure | OpError };

export interface Deliveries {
  /** The latest first. */
  readonly rows: readonly DeliveryItem[];
  readonly isFetching: boolean;
  readonly outcome: FetchOutcome | null;
  readonly fetch: (batch: number, wait: DurationMs) => Promise<void>;
  readonly giveUp: () => void;
  readonly settle: (row: DeliveryItem, verdict: Verdict) => Promise<void>;
  /** Each by itself, the first delivered first. */
  readonly acknowledge: (rows: readonly DeliveryItem[]) => Promise<void>;
  readonly clear: () => void;
}

/** Deliveries that stay on screen. */
const mostRows = 500;

/** What was fetched of a consumer while the screen is open, and what was said of each: with `allBefore` also of those before it. */
export function useDeliveries(consumer: ConsumerKey, acknowledges: 'one' | 'allBefore'): Deliveries {
  const ask = useAskInside();
  const [rows, setRows] = useState<readonly DeliveryItem[]>([]);
  const [outcome, setOutcome] = useState<FetchOutcome | null>(null);
  const [isFetching, setFetching] = useState(false);
  const fetching = useRef<AbortController | null>(null);
  const last = useRef(0);
  useEffect(() => () => fetching.current?.abort(), []);

  const mark = useCallback(
    (id: number, state: DeliveryState) =>
      setRows((before) => before.map((row) => (row.id === id ? { ...row, state } : row))),
    [],
  );
  const renew = useCallback((id: number) => {
    const since = Date.now();
    setRows((before) => before.map((row) => (row.id === id ? { ...row, state: { kind: 'open' }, since } : row)));
  }, []);
  const fetch = useCallback(
    async (batch: number, wait: DurationMs) => {
      const abort = new AbortController();
      fetching.current = abort;
      setFetching(true);
      const answer = await ask('fetchNext', { consumer, batch, wait }, abort.signal);
      setFetching(false);
      if (abort.signal.aborted) {
        setOutcome({ kind: 'givenUp' });
        return;
      }
      if (!answer.ok) {
        setOutcome({ kind: 'failed', failure: answer.error });
        return;
      }
      const { deliveries, end, text } = answer.value;
      const since = Date.now();
      setOutcome({ kind: 'ended', end, text, count: deliveries.length });
      const fresh = deliveries.map((delivery): DeliveryItem => {
        last.current += 1;
        return { id: last.current, delivery, state: { kind: 'open' }, since };
      });
      setRows((before) => [...fresh.reverse(), ...before].slice(0, mostRows));
    },
    [ask, consumer],
  );
  const settle = useCallback(
    async ({ id, delivery }: DeliveryItem, verdict: Verdict) => {
      if (delivery.reply === null) return;
      mark(id, { kind: 'sending', verdict: verdict.kind });
      const answer = await ask('settle', { consumer, reply: delivery.reply, verdict });
      if (!answer.ok) mark(id, { kind: 'failed', failure: answer.error });
      // With more time it is still to be settled.
      else if (verdict.kind === 'inProgress') renew(id);
      else mark(id, { kind: 'settled', verdict: verdict.kind });
      if (!answer.ok || verdict.kind !== 'acknowledge' || acknowledges === 'one') return;
      setRows((before) => before.map((row) => (isSettledBy(row, delivery) ? settledRow(row) : row)));
    },
    [ask, consumer, mark, renew, acknowledges],
  );
  return useMemo(
    () => ({
      rows,
      isFetching,
      outcome,
      fetch,
      giveUp: () => fetching.current?.abort(),
      settle,
      acknowledge: async (open) => {
        for (const row of [...open].reverse()) await settle(row, { kind: 'acknowledge' });
      },
      clear: () => setRows([]),
    }),
    [rows, isFetching, outcome, fetch, settle],
  );
}

/** Acknowledged together with a later one. */
function isSettledBy({ state, delivery }: DeliveryItem, later: Delivery): boolean {
  return (state.kind === 'open' || state.kind === 'failed') && compare(delivery.delivery, later.delivery) <= 0;
}

function settledRow(row: DeliveryItem): DeliveryItem {
  return { ...row, state: { kind: 'settled', verdict: 'acknowledge' } };
}
