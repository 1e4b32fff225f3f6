/** The name within a configuration; empty where it has none. Integers may be rounded here: they are not looked at. */
export function nameIn(config: string, ...fields: readonly string[]): string {
  try {
    const value: unknown = JSON.parse(config);
    if (typeof value !== 'object' || value === null) return '';
    const members: Readonly<Record<string, unknown>> = { ...value };
    return (
      fields.map((field) => members[field]).find((name): name is string => typeof name === 'string' && name !== '') ??
      ''
    );
  } catch {
    return '';
  }
}
