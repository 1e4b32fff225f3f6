/** Tables of the one database of this app. */
export type Table = 'inventory' | 'keys' | 'audit';

const tables: readonly Table[] = ['inventory', 'keys', 'audit'];

/** Opens the database of this origin, making its tables on first use. */
export function openDatabase(): Promise<IDBDatabase> {
  const opening = indexedDB.open('conclave', 2);
  opening.onupgradeneeded = () => {
    const known = opening.result.objectStoreNames;
    for (const table of tables) if (!known.contains(table)) opening.result.createObjectStore(table);
  };
  return done(opening);
}

/** The rows whose array keys begin with `prefix`. */
export function readRange(
  database: IDBDatabase,
  table: Table,
  prefix: readonly (string | number)[],
): Promise<readonly unknown[]> {
  // An array sorts after every string, so this is the end of the keys with that prefix.
  const range = IDBKeyRange.bound(prefix, [...prefix, []]);
  return done<unknown[]>(database.transaction(table).objectStore(table).getAll(range));
}

export function readOne(database: IDBDatabase, table: Table, key: IDBValidKey): Promise<unknown> {
  return done<unknown>(database.transaction(table).objectStore(table).get(key));
}

export function putMany(
  database: IDBDatabase,
  table: Table,
  rows: readonly { readonly key: IDBValidKey; readonly value: unknown }[],
): Promise<void> {
  const transaction = database.transaction(table, 'readwrite');
  for (const { key, value } of rows) transaction.objectStore(table).put(value, key);
  return ended(transaction);
}

export function deleteMany(database: IDBDatabase, table: Table, keys: readonly IDBValidKey[]): Promise<void> {
  const transaction = database.transaction(table, 'readwrite');
  for (const key of keys) transaction.objectStore(table).delete(key);
  return ended(transaction);
}

function done<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(failure(request.error));
  });
}

function ended(transaction: IDBTransaction): Promise<void> {
  return new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve();
    transaction.onabort = () => reject(failure(transaction.error));
  });
}

function failure(error: DOMException | null): Error {
  return error ?? new Error('the database gave no reason');
}
