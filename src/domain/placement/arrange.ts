import { approximate, max, type Count } from '../count';
import type { Mark } from '../cluster/model';
import type { PlacementRow } from './row';
import { naturalKey } from './natural-key';

export const groupings = ['account', '', 'cluster', 'tag', 'leader', 'size', 'health', 'replicas'] as const;
export type Grouping = (typeof groupings)[number];

export const sortings = ['name', 'tag', 'leader', 'size', 'messages', 'health', 'behind', 'survives'] as const;
export type Sorting = (typeof sortings)[number];

/** Bytes of one copy, in steps that people speak of. The last holds all that is larger. */
export const sizeSteps = [0, 1, 2 ** 20, 2 ** 30, 100 * 2 ** 30, 2 ** 40] as const;

/** What the rows of a group have in common; `null` where it is not known or not there. */
export interface RowGroup {
  readonly key: string;
  /** The account, cluster, tags, leader or health itself; for `size` the index of {@link sizeSteps}. */
  readonly value: string | null;
  readonly rows: readonly PlacementRow[];
}

export interface Arrangement {
  readonly group: Grouping;
  readonly sort: Sorting;
  readonly descending: boolean;
  /** Words that must all be there. */
  readonly search: string;
}

/** The rows that fit a search, in groups, each sorted. Without a grouping there is one group, or none where no row is left. */
export function arrange(rows: readonly PlacementRow[], { group, sort, descending, search }: Arrangement) {
  const words = search.toLowerCase().split(/\s+/u).filter(Boolean);
  const kept = words.length === 0 ? rows : rows.filter(({ text }) => words.every((word) => text.includes(word)));
  const groups = new Map<string, { value: string | null; rows: PlacementRow[] }>();
  for (const row of sorted(kept, sort, descending)) {
    const { key, value } = groupOf(row, group);
    const known = groups.get(key);
    if (known === undefined) groups.set(key, { value, rows: [row] });
    else known.rows.push(row);
  }
  return [...groups]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, { value, rows }]): RowGroup => ({ key, value, rows }));
}

function sorted(rows: readonly PlacementRow[], sort: Sorting, descending: boolean): readonly PlacementRow[] {
  const sign = descending ? -1 : 1;
  if (sort === 'name') return rows.toSorted((a, b) => sign * byOrder(a, b));
  if (sort === 'tag' || sort === 'leader') {
    const keyed = rows.map((row) => ({ row, key: sort === 'tag' ? tagsOf(row) : naturalKey(row.leader ?? '\uffff') }));
    return keyed
      .sort((a, b) => sign * (a.key < b.key ? -1 : a.key > b.key ? 1 : 0) || byOrder(a.row, b.row))
      .map(({ row }) => row);
  }
  const keyed = rows.map((row) => ({ row, key: numberOf(row, sort) }));
  return keyed.sort((a, b) => sign * (a.key - b.key) || byOrder(a.row, b.row)).map(({ row }) => row);
}

const byOrder = (a: PlacementRow, b: PlacementRow) => (a.order < b.order ? -1 : a.order > b.order ? 1 : 0);

const severity: Readonly<Record<Mark, number>> = { ok: 0, busy: 1, unknown: 2, warn: 3, crit: 4 };

function numberOf(row: PlacementRow, sort: 'size' | 'messages' | 'health' | 'behind' | 'survives'): number {
  switch (sort) {
    case 'size':
      return known(row.stream.state?.bytes);
    case 'messages':
      return known(row.stream.state?.messages);
    case 'health':
      return severity[row.stream.mark];
    case 'behind':
      return known(furthestBehind(row));
    case 'survives':
      return survivalRank(row);
  }
}

/** What is not known comes before nothing. */
const known = (value: Count | null | undefined) => (value === null || value === undefined ? -1 : approximate(value));

/** Messages that the copy furthest behind lacks; `null` while that of none is known. */
export function furthestBehind({ cells }: PlacementRow): Count | null {
  let most: Count | null = null;
  for (const { copy } of cells) {
    if (copy?.store.kind === 'behind') most = max(most ?? 0, copy.store.messages);
    else if (copy?.store.kind === 'complete') most = most ?? 0;
  }
  return most;
}

/** The worst first: unreachable, no quorum, not known, then by losses. */
export function survivalRank({ survival }: PlacementRow): number {
  switch (survival.kind) {
    case 'unreachable':
      return -3;
    case 'noQuorum':
      return -2;
    case 'unknown':
      return -1;
    case 'losses':
      return survival.more;
  }
}

function groupOf(row: PlacementRow, group: Grouping): { readonly key: string; readonly value: string | null } {
  const { stream } = row;
  switch (group) {
    case '':
      return { key: '', value: null };
    case 'account':
      return { key: `${naturalKey(stream.accountName)}\n${stream.account}`, value: stream.accountName };
    case 'cluster':
      return named(stream.cluster);
    case 'tag':
      return named(tagsOf(row) || null);
    case 'leader':
      return named(row.leader);
    case 'size': {
      const step = sizeStep(stream.state?.bytes);
      return step === null ? named(null) : { key: String(sizeSteps.length - step), value: String(step) };
    }
    case 'health':
      return { key: `${9 - severity[stream.mark]}${stream.health}`, value: stream.health };
    case 'replicas':
      return stream.replicas === null ? named(null) : named(String(stream.replicas));
  }
}

function named(value: string | null) {
  return { key: value === null ? '\uffff' : naturalKey(value) + '\n' + value, value };
}

/** The tags a stream asks of its servers, as one text. */
function tagsOf({ stream }: PlacementRow): string {
  return (stream.config?.placementTags ?? []).toSorted().join(' ');
}

function sizeStep(bytes: Count | undefined): number | null {
  if (bytes === undefined) return null;
  return sizeSteps.findLastIndex((least) => approximate(bytes) >= least);
}
