import { ownPrefix, type Probe } from '../domain/access/route';
import type { AccountId, DomainName } from '../domain/ids';
import type { AccountAccess } from '../domain/observation';
import { subject } from '../transport/subject';
import type { Transport, TransportError } from '../transport/transport';
import { streamNamesBody } from '../wire/requests';
import { apiInfoReply, streamNamesPage } from '../wire/stream-names';
import type { Clock } from './clock';
import type { Take } from './pipe';
import { accountPrefix } from './requests';

type Requester = Pick<Transport, 'request'>;

export interface AccessDeps {
  readonly transport: Requester;
  readonly clock: Clock;
  readonly take: Take;
  readonly signal: AbortSignal;
  /** For example `{account}.$JS.API`. */
  readonly pattern: string;
}

/** In operator mode the id is a public key and the name a friendly one. */
export interface AccountName {
  readonly id: AccountId;
  readonly name: string;
}

/** Pages of one account, 1,024 names each: a limit against a server that never comes to an end. */
const maxPages = 200;
const deadlineMs = 2000;

/** Where the API of an account answered. */
interface Reach {
  readonly transport: Requester;
  readonly prefix: readonly string[];
  readonly over: Probe['over'];
}

/** Finds out how the API of each account is reached, and asks accounts with access for the names of their streams. */
export class AccountAccessProbe {
  readonly #deps: AccessDeps;
  readonly #own = new Map<AccountId, Requester>();
  readonly #reaches = new Map<AccountId, Reach>();
  readonly #domains = new Map<AccountId, DomainName>();
  readonly #known = new Map<AccountId, AccountAccess>();
  readonly #probes = new Map<AccountId, readonly Probe[]>();
  /** Reached under a prefix because their own connection was slow to answer. */
  readonly #makeshift = new Set<AccountId>();

  constructor(deps: AccessDeps) {
    this.#deps = deps;
  }

  /** Where the API of an account is reached. Under a prefix, one of another domain than the one that answered is not. */
  prefix(account: AccountId, domain: DomainName): readonly string[] | null {
    const reach = this.#reaches.get(account);
    const home = this.#domains.get(account);
    if (!reach || home === undefined) return null;
    if (reach.over === 'connection') return ownPrefix(home, domain);
    return home === domain ? reach.prefix : null;
  }

  /** How an account was tried, and the domain of the API that answered. */
  tried(account: AccountId): { readonly probes: readonly Probe[]; readonly domain: DomainName | null } {
    return { probes: this.#probes.get(account) ?? [], domain: this.#domains.get(account) ?? null };
  }

  /** Of an account nobody said whether it is reached, or in which domain: as while nobody leads the meta group. */
  get isOpen(): boolean {
    const isUnknown = this.#makeshift.size > 0 || [...this.#known.values()].includes('unknown');
    return isUnknown || [...this.#reaches.keys()].some((account) => !this.#domains.has(account));
  }

  /** A connection of the account itself is there, or gone (`null`): it is tried first from now on. */
  async attach(account: AccountName, transport: Requester | null): Promise<void> {
    if (transport === null) this.#own.delete(account.id);
    else this.#own.set(account.id, transport);
    await this.#find(account);
  }

  /** Asks `<prefix>.INFO` of accounts whose access is not known; `again`: also of those that had none. */
  async probe(accounts: readonly AccountName[], again: boolean): Promise<void> {
    for (const account of accounts) {
      const known = this.#known.get(account.id);
      if (this.#deps.signal.aborted) return;
      const isReached = this.#reaches.has(account.id) && !this.#makeshift.has(account.id);
      if (isReached || (known === 'none' && !again)) continue;
      await this.#find(account);
    }
  }

  /** Asks every account with access for all names of its streams. */
  async names(): Promise<void> {
    for (const [account, reach] of this.#reaches) {
      if (this.#deps.signal.aborted) return;
      // Not known where the account was found while there was no meta leader.
      if (!this.#domains.has(account)) await this.#readDomain(account, reach);
      const domain = this.#domains.get(account);
      const pages = await this.#pages(reach);
      const told = domain === undefined ? {} : { domain };
      if (pages) this.#deps.take({ kind: 'names', at: this.#deps.clock.now(), account, ...told, pages }, false);
    }
  }

  async #find(account: AccountName): Promise<void> {
    const own = this.#own.get(account.id);
    const access = await this.#accessOf(account, own);
    // A connection came or went meanwhile, and the account is asked for again.
    if (this.#own.get(account.id) !== own || this.#known.get(account.id) === access) return;
    this.#known.set(account.id, access);
    this.#deps.take({ kind: 'access', at: this.#deps.clock.now(), account: account.id, access }, false);
  }

  async #accessOf(account: AccountName, own: Requester | undefined): Promise<AccountAccess> {
    const probes: Probe[] = [];
    // Under a prefix it is reached as long as nothing else is known.
    if (this.#reaches.get(account.id)?.over === 'connection') this.#forget(account.id);
    this.#probes.set(account.id, probes);
    for (const reach of this.#waysTo(account, own)) {
      const answer = await this.#ask(reach, 'INFO', '');
      if (this.#own.get(account.id) !== own) return 'unknown';
      const subject = [...reach.prefix, 'INFO'].join('.');
      probes.push({ over: reach.over, subject, answer: answer.ok ? 'answered' : answerOf(answer.error) });
      // Any reply, an error too, comes from the account's API; while there is no meta leader it is 503/10008.
      if (!answer.ok) continue;
      this.#forget(account.id);
      if (probes.some((probe) => probe.over === 'connection' && probe.answer === 'silent'))
        this.#makeshift.add(account.id);
      this.#reaches.set(account.id, reach);
      this.#noteDomain(account.id, answer.value.payload);
      return reach.over;
    }
    this.#forget(account.id);
    return probes.some(({ answer }) => answer === 'silent') ? 'unknown' : 'none';
  }

  #forget(account: AccountId): void {
    this.#reaches.delete(account);
    this.#domains.delete(account);
    this.#makeshift.delete(account);
  }

  /** In operator mode the prefix carries the friendly name or the public key. */
  #waysTo({ id, name }: AccountName, own: Requester | undefined): readonly Reach[] {
    const { pattern, transport } = this.#deps;
    const ways: Reach[] = own ? [{ transport: own, prefix: ['$JS', 'API'], over: 'connection' }] : [];
    for (const text of new Set([name, id])) {
      const prefix = accountPrefix(pattern, text);
      if (prefix) ways.push({ transport, prefix, over: 'prefix' });
    }
    return ways;
  }

  async #readDomain(account: AccountId, reach: Reach): Promise<void> {
    const answer = await this.#ask(reach, 'INFO', '');
    if (answer.ok) this.#noteDomain(account, answer.value.payload);
  }

  /** Two domains may have the same account: the list of names is that of the one that answers. */
  #noteDomain(account: AccountId, payload: Uint8Array): void {
    const info = apiInfoReply.read(payload);
    if (info.ok) this.#domains.set(account, info.value.domain);
  }

  async #pages(reach: Reach): Promise<readonly Uint8Array[] | null> {
    const pages: Uint8Array[] = [];
    for (let offset = 0; pages.length < maxPages;) {
      const answer = await this.#ask(reach, 'STREAM.NAMES', streamNamesBody(offset));
      if (!answer.ok) return null;
      const page = streamNamesPage.read(answer.value.payload);
      if (!page.ok) return null;
      pages.push(answer.value.payload);
      offset += page.value.names.length;
      if (page.value.names.length === 0 || offset >= page.value.total) return pages;
    }
    return null;
  }

  #ask({ transport, prefix }: Reach, what: string, body: string) {
    const { signal } = this.#deps;
    return transport.request(subject(...prefix, ...what.split('.')), body, { deadlineMs, signal });
  }
}

function answerOf({ code }: TransportError): Probe['answer'] {
  return code === 'noResponders' || code === 'denied' ? code : 'silent';
}
