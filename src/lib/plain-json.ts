/** JSON of plain data. An integer beyond 2^53 is written as a text, since most readers would round it. */
export function plainJson(value: unknown): string {
  return JSON.stringify(value, (_key, item: unknown) => (typeof item === 'bigint' ? String(item) : item));
}
