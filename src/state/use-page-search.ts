import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { useCallback, useMemo } from 'react';
import * as v from 'valibot';

/** A schema whose every entry falls back, so that an address with bad values still opens its screen. */
export type SearchSchema = v.GenericSchema<unknown, Readonly<Record<string, string>>>;

/**
 * A text in the address: what it holds when missing or not a text. Pages build their schema from it, for example
 * `v.object({ filter: searchText(''), sort: searchText('-messages') })`.
 */
export function searchText(fallback: string) {
  return v.fallback(v.pipe(v.string(), v.maxLength(200)), fallback);
}

/** One of a few words in the address; anything else is the first of them. */
export function searchChoice<const Choices extends readonly [string, ...string[]]>(choices: Choices) {
  return v.fallback(v.picklist(choices), choices[0]);
}

/** State of a screen that lives in its address. `set` replaces the entry in the history: typing is not a journey. */
export function usePageSearch<Schema extends SearchSchema>(
  schema: Schema,
): readonly [v.InferOutput<Schema>, (change: Partial<v.InferOutput<Schema>>) => void] {
  const raw: unknown = useSearch({ strict: false });
  const navigate = useNavigate();
  const search = useMemo(() => v.parse(schema, raw), [schema, raw]);
  const set = useCallback(
    (change: Partial<v.InferOutput<Schema>>) => {
      void navigate({
        to: '.',
        search: (before: Readonly<Record<string, unknown>>) => ({ ...before, ...change }),
        replace: true,
        resetScroll: false,
      });
    },
    [navigate],
  );
  return [search, set];
}

/** Key of the cluster in the address; every `paths` call of a page starts with it. */
export function useClusterKey(): string {
  const params: Readonly<Record<string, string | undefined>> = useParams({ strict: false });
  return params['cluster'] ?? '';
}
