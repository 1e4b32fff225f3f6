/** A place for small preferences. Never for anything secret. */
export interface Shelf {
  get(key: string): string | null;
  set(key: string, value: string): void;
  remove(key: string): void;
}

/**
 * The browser's storage, or memory where it throws: in frames with third-party storage blocked, and in sandboxes
 * without an origin of their own.
 */
export function guarded(open: () => Storage): Shelf {
  const memory = new Map<string, string>();
  const attempt = <T>(act: (storage: Storage) => T, instead: () => T): T => {
    try {
      return act(open());
    } catch {
      return instead();
    }
  };
  return {
    get: (key) =>
      attempt(
        (storage) => storage.getItem(key),
        () => memory.get(key) ?? null,
      ),
    set: (key, value) => {
      attempt(
        (storage) => {
          storage.setItem(key, value);
        },
        () => void memory.set(key, value),
      );
    },
    remove: (key) => {
      attempt(
        (storage) => {
          storage.removeItem(key);
        },
        () => void memory.delete(key),
      );
    },
  };
}

/** Kept until the browser's data are cleared. */
export const preferences = guarded(() => localStorage);
/** Kept for this tab. */
export const tabShelf = guarded(() => sessionStorage);
