/**
 * Takes a value of the engine for what the protocol says it is. Page and engine are of one build, which `hello`
 * checks, and both take their types from `engine/protocol`: the only place in the view where a type is claimed.
 */
// eslint-disable-next-line @typescript-eslint/no-unnecessary-type-parameters
export function trust<T>(value: unknown): T {
  // eslint-disable-next-line no-restricted-syntax
  return value as T;
}
