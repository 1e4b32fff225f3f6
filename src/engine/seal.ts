import { deleteMany, openDatabase, putMany, readOne } from './indexed-db';
import type { ConnectRequest, SealedLogin } from './protocol';

/** Where the key for sealed logins is kept: usable by this origin, and never readable as bytes. */
export interface KeyStore {
  load(): Promise<CryptoKey | null>;
  save(key: CryptoKey): Promise<void>;
  clear(): Promise<void>;
}

const algorithm = 'AES-GCM';
/** Bytes; never used twice with one key, being random at each sealing. */
const ivLength = 12;

/** Encrypts a login so that only an engine of this origin can open it. */
export async function seal(keys: KeyStore, login: ConnectRequest): Promise<SealedLogin> {
  const key = (await keys.load()) ?? (await newKey(keys));
  const iv = crypto.getRandomValues(new Uint8Array(ivLength));
  const plain = new TextEncoder().encode(JSON.stringify(login));
  return { iv, data: new Uint8Array(await crypto.subtle.encrypt({ name: algorithm, iv }, key, plain)) };
}

/** `null`: the key is gone, or this was not sealed with it. */
export async function unseal(keys: KeyStore, sealed: SealedLogin): Promise<ConnectRequest | null> {
  const key = await keys.load();
  if (!key) return null;
  try {
    const iv = new Uint8Array(sealed.iv);
    const plain = await crypto.subtle.decrypt({ name: algorithm, iv }, key, new Uint8Array(sealed.data));
    const login: unknown = JSON.parse(new TextDecoder().decode(plain));
    return isLogin(login) ? login : null;
  } catch {
    return null;
  }
}

/** The encryption is authenticated: what opens is what `seal` made, perhaps in another version of this app. */
function isLogin(value: unknown): value is ConnectRequest {
  return (
    typeof value === 'object' && value !== null && 'urls' in value && 'credentials' in value && 'accountPrefix' in value
  );
}

async function newKey(keys: KeyStore): Promise<CryptoKey> {
  const key = await crypto.subtle.generateKey({ name: algorithm, length: 256 }, false, ['encrypt', 'decrypt']);
  await keys.save(key);
  return key;
}

const table = 'keys';
const name = 'login';

/** `null` where there is no IndexedDB or no WebCrypto, as on plain http. */
export function indexedDbKeyStore(): KeyStore | null {
  if (typeof indexedDB === 'undefined' || typeof crypto === 'undefined' || !('subtle' in crypto)) return null;
  return {
    async load() {
      const key = await readOne(await openDatabase(), table, name);
      return key instanceof CryptoKey ? key : null;
    },
    save: async (key) => putMany(await openDatabase(), table, [{ key: name, value: key }]),
    clear: async () => deleteMany(await openDatabase(), table, [name]),
  };
}

export function memoryKeyStore(): KeyStore {
  let kept: CryptoKey | null = null;
  return {
    load: () => Promise.resolve(kept),
    save: (key) => Promise.resolve(void (kept = key)),
    clear: () => Promise.resolve(void (kept = null)),
  };
}
