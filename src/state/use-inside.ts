import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import type { InsideFailure, InsideName, InsideOps } from '../domain/inside/ops';
import type { OpError } from '../engine/protocol';
import { err, ok, type Result } from '../lib/result';
import { useEngine } from './engine-context';
import { queries } from './queries';
import { trust } from './trust';

/** What the engine found, or why not: an {@link OpError} has a `code`, the account's own failure a `kind`. */
export type Inside<Name extends InsideName> = Result<InsideOps[Name]['value'], InsideFailure | OpError>;

/** Asks the inside of an account, once for each call. Never rejects. */
export type AskInside = <Name extends InsideName>(
  name: Name,
  args: InsideOps[Name]['args'],
  signal?: AbortSignal,
) => Promise<Inside<Name>>;

export function useAskInside(): AskInside {
  const engine = useEngine();
  return useMemo(
    () => async (name, args, signal) => {
      const answer = await engine.request('inside', { name, args }, signal);
      if (!answer.ok) return answer;
      return answer.value.ok ? ok(trust<InsideOps[typeof name]['value']>(answer.value.value)) : err(answer.value.error);
    },
    [engine],
  );
}

export interface InsideQueryOptions {
  /** Asked again that long after the last answer (ms); left out: only when the arguments change. */
  readonly every?: number;
  /** False: not asked yet. */
  readonly enabled?: boolean;
  /** False: what was told of other arguments is not shown meanwhile, as it is about something else. */
  readonly keep?: boolean;
}

/**
 * The same for what is on screen. `null` until the first answer; while another one is on its way the last one stays. What
 * failed in passing is asked again until it is answered, so that nobody has to load the page anew.
 */
export function useInside<Name extends InsideName>(
  name: Name,
  args: InsideOps[Name]['args'],
  options: InsideQueryOptions = {},
): Inside<Name> | null {
  return useAnswer(name, args, options).data ?? null;
}

/** What was told last, and when it came (ms since 1970, by this browser's clock). */
export interface Told<Name extends InsideName> {
  readonly value: InsideOps[Name]['value'];
  readonly at: number;
}

/** The newest answer beside the last that told something, which stays while later ones fail. Of one thing: by its `key`. */
export function useToldInside<Name extends InsideName>(
  name: Name,
  args: InsideOps[Name]['args'],
  options: InsideQueryOptions = {},
): { readonly answer: Inside<Name> | null; readonly told: Told<Name> | null } {
  const { data, dataUpdatedAt } = useAnswer(name, args, { ...options, keep: false });
  const [told, setTold] = useState<Told<Name> | null>(null);
  if (data?.ok === true && told?.at !== dataUpdatedAt) setTold({ value: data.value, at: dataUpdatedAt });
  return { answer: data ?? null, told };
}

function useAnswer<Name extends InsideName>(
  name: Name,
  args: InsideOps[Name]['args'],
  { every, enabled = true, keep = true }: InsideQueryOptions,
) {
  const ask = useAskInside();
  return useQuery<Inside<Name>>(
    {
      queryKey: ['inside', name, args],
      queryFn: ({ signal }) => ask(name, args, signal),
      refetchInterval: ({ state: { data } }) => every ?? (data?.ok === false && passes(data.error) ? patience : false),
      enabled,
      staleTime: 0,
      gcTime: 0,
      ...(keep ? { placeholderData: keepPreviousData } : {}),
    },
    queries,
  );
}

/** Until what failed in passing is tried again (ms). */
export const patience = 2000;

/** `JSClusterNotAvailErr`: the stream, or the meta group, has no leader. */
export const noLeader = 10008;

/** What is not reached yet, right after a log-in, or not now: trying again may help. */
export function passes(failure: InsideFailure | OpError): boolean {
  if (!('kind' in failure)) return true;
  if (failure.kind === 'refused') return failure.code === noLeader;
  return failure.kind === 'noAccess' || failure.kind === 'notLive' || failure.kind === 'silent';
}

/** What was told of it is no longer so: whoever shows it asks again. */
export function forgetInside(name: InsideName): void {
  void queries.invalidateQueries({ queryKey: ['inside', name] });
}
