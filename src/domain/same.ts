/** Equality by value of plain data: objects, arrays, maps, sets of primitives, primitives. */
export function deepEqual(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (Array.isArray(a)) return Array.isArray(b) && a.length === b.length && a.every((item, i) => deepEqual(item, b[i]));
  if (a instanceof Map) return b instanceof Map && sameMap(a, b);
  if (a instanceof Set) return b instanceof Set && a.size === b.size && [...a].every((item) => b.has(item));
  return sameFields(a, b);
}

function sameMap(a: ReadonlyMap<unknown, unknown>, b: ReadonlyMap<unknown, unknown>): boolean {
  if (a.size !== b.size) return false;
  for (const [key, value] of a) if (!b.has(key) || !deepEqual(value, b.get(key))) return false;
  return true;
}

function sameFields(a: object, b: object): boolean {
  const left = Object.entries(a);
  if (left.length !== Object.keys(b).length) return false;
  const right = new Map<string, unknown>(Object.entries(b));
  return left.every(([key, value]) => right.has(key) && deepEqual(value, right.get(key)));
}

/** The old object where it equals the new one, so that what did not change keeps its identity. */
export function keepIdentity<T>(old: T | undefined, fresh: T): T {
  return old !== undefined && deepEqual(old, fresh) ? old : fresh;
}

/** As {@link keepIdentity}, for a map: unchanged values keep theirs, and the map too when nothing changed. */
export function keepMapIdentity<K, V>(
  old: ReadonlyMap<K, V> | undefined,
  fresh: ReadonlyMap<K, V>,
  keep: (old: V | undefined, fresh: V) => V = keepIdentity,
): ReadonlyMap<K, V> {
  const result = new Map<K, V>();
  let changed = old?.size !== fresh.size;
  for (const [key, value] of fresh) {
    const before = old?.get(key);
    const kept = keep(before, value);
    changed ||= kept !== before;
    result.set(key, kept);
  }
  return old && !changed ? old : result;
}
