/** Equality by value of plain data: objects, arrays, maps, sets of primitives, primitives. */
export function deepEqual(a: unknown, b: unknown): boolean {
  if (a === b || Object.is(a, b)) return true;
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
  if (!isRecord(a) || !isRecord(b)) return false;
  let fields = 0;
  for (const key in a) {
    if (!Object.hasOwn(b, key) || !deepEqual(a[key], b[key])) return false;
    fields += 1;
  }
  return fields === Object.keys(b).length;
}

function isRecord(value: object): value is Readonly<Record<string, unknown>> {
  return !Array.isArray(value);
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
