import type { KeyRow } from './buckets';

const byName = (a: KeyRow, b: KeyRow) => (a.key < b.key ? -1 : Number(a.key > b.key));

/**
 * Keys in the order of their names, with what changed since: of a key that is in `changed` more than once the last state
 * counts. One pass over the list, so that a change of one among 200,000 does not sort them all. Rows that did not change stay
 * the same objects.
 */
export function mergeKeys(rows: readonly KeyRow[], changed: readonly KeyRow[]): readonly KeyRow[] {
  if (changed.length === 0) return rows;
  const news = [...new Map(changed.map((row) => [row.key, row])).values()].sort(byName);
  const merged: KeyRow[] = [];
  let at = 0;
  for (const row of rows) {
    for (let next = news[at]; next !== undefined && next.key < row.key; next = news[at]) {
      merged.push(next);
      at += 1;
    }
    const same = news[at];
    if (same?.key === row.key) {
      merged.push(same);
      at += 1;
    } else merged.push(row);
  }
  return [...merged, ...news.slice(at)];
}
