import type { AccountId, DomainName } from '../domain/ids';
import type { AccountAccess } from '../domain/observation';
import { subject } from '../transport/subject';
import type { Transport, TransportError } from '../transport/transport';
import { streamNamesBody } from '../wire/requests';
import { apiInfoReply, streamNamesPage } from '../wire/stream-names';
import type { Clock } from './clock';
import type { Take } from './pipe';
import { accountPrefix } from './requests';

export interface AccessDeps {
  readonly transport: Transport;
  readonly clock: Clock;
  readonly take: Take;
  readonly signal: AbortSignal;
  /** For example `{account}.$JS.API`. */
  readonly pattern: string;
}

interface Account {
  readonly id: AccountId;
  readonly name: string;
}

/** Pages of one account, 1,024 names each: a limit against a server that never comes to an end. */
const maxPages = 200;
const deadlineMs = 2000;

/** Finds out how the API of each account is reached, and asks accounts with access for the names of their streams. */
export class AccountAccessProbe {
  readonly #deps: AccessDeps;
  readonly #prefixes = new Map<AccountId, readonly string[]>();
  readonly #domains = new Map<AccountId, DomainName>();
  readonly #known = new Map<AccountId, AccountAccess>();

  constructor(deps: AccessDeps) {
    this.#deps = deps;
  }

  /** Where the API of an account is reached. One of another domain than the one that answered is not. */
  prefix(account: AccountId, domain: DomainName): readonly string[] | null {
    const prefix = this.#known.get(account) === 'prefix' ? this.#prefixes.get(account) : undefined;
    return prefix !== undefined && this.#domains.get(account) === domain ? prefix : null;
  }

  /** Asks `<prefix>.INFO` of accounts whose access is not known; `again`: also of those that had none. */
  async probe(accounts: readonly Account[], again: boolean): Promise<void> {
    for (const account of accounts) {
      const known = this.#known.get(account.id);
      if (this.#deps.signal.aborted) return;
      if (known === 'prefix' || (known === 'none' && !again)) continue;
      this.#note(account.id, await this.#accessOf(account));
    }
  }

  /** Asks every account with access for all names of its streams. */
  async names(): Promise<void> {
    for (const [account, prefix] of this.#prefixes) {
      if (this.#deps.signal.aborted) return;
      // Not known where the account was found while there was no meta leader.
      if (!this.#domains.has(account)) await this.#readDomain(account, prefix);
      const domain = this.#domains.get(account);
      const pages = await this.#pages(prefix);
      const told = domain === undefined ? {} : { domain };
      if (pages) this.#deps.take({ kind: 'names', at: this.#deps.clock.now(), account, ...told, pages }, false);
    }
  }

  #note(account: AccountId, access: AccountAccess): void {
    if (this.#known.get(account) === access) return;
    this.#known.set(account, access);
    this.#deps.take({ kind: 'access', at: this.#deps.clock.now(), account, access }, false);
  }

  /** In operator mode the prefix carries the friendly name or the public key. */
  async #accessOf(account: Account): Promise<AccountAccess> {
    let access: AccountAccess = 'none';
    for (const name of new Set([account.name, account.id])) {
      const prefix = accountPrefix(this.#deps.pattern, name);
      if (!prefix) continue;
      const answer = await this.#ask(prefix, 'INFO', '');
      // Any reply, an error too, comes from the account's API; while there is no meta leader it is 503/10008.
      if (answer.ok) {
        this.#prefixes.set(account.id, prefix);
        this.#noteDomain(account.id, answer.value.payload);
        return 'prefix';
      }
      if (!isRefusal(answer.error)) access = 'unknown';
    }
    return access;
  }

  async #readDomain(account: AccountId, prefix: readonly string[]): Promise<void> {
    const answer = await this.#ask(prefix, 'INFO', '');
    if (answer.ok) this.#noteDomain(account, answer.value.payload);
  }

  /** Two domains may have the same account: the list of names is that of the one that answers. */
  #noteDomain(account: AccountId, payload: Uint8Array): void {
    const info = apiInfoReply.read(payload);
    if (info.ok) this.#domains.set(account, info.value.domain);
  }

  async #pages(prefix: readonly string[]): Promise<readonly Uint8Array[] | null> {
    const pages: Uint8Array[] = [];
    for (let offset = 0; pages.length < maxPages;) {
      const answer = await this.#ask(prefix, 'STREAM.NAMES', streamNamesBody(offset));
      if (!answer.ok) return null;
      const page = streamNamesPage.read(answer.value.payload);
      if (!page.ok) return null;
      pages.push(answer.value.payload);
      offset += page.value.names.length;
      if (page.value.names.length === 0 || offset >= page.value.total) return pages;
    }
    return null;
  }

  #ask(prefix: readonly string[], what: string, body: string) {
    return this.#deps.transport.request(subject(...prefix, ...what.split('.')), body, {
      deadlineMs,
      signal: this.#deps.signal,
    });
  }
}

function isRefusal(error: TransportError): boolean {
  return error.code === 'noResponders' || error.code === 'denied';
}
