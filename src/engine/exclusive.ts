/**
 * Runs one task at a time among all pages of the browser that use the same name; `null` where another one runs. Without
 * Web Locks (an insecure context) only within this engine.
 */
export function exclusiveRunner(
  locks: Pick<LockManager, 'request'> | null,
  name: () => string,
): <T>(run: () => Promise<T>) => Promise<T | null> {
  let busy = false;
  return async <T>(run: () => Promise<T>): Promise<T | null> => {
    if (busy) return null;
    busy = true;
    try {
      if (locks === null) return await run();
      return await locks.request(name(), { ifAvailable: true }, (lock) => (lock === null ? null : run()));
    } finally {
      busy = false;
    }
  };
}
