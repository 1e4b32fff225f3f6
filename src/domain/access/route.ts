import type { AccountId, DomainName } from '../ids';
import type { LinkState } from '../observation';
import type { UserPermissions } from '../replies/servers';

/** One try to reach the API of an account. */
export interface Probe {
  /** `connection`: over the account's own. */
  readonly over: 'prefix' | 'connection';
  readonly subject: string;
  readonly answer: 'answered' | 'noResponders' | 'denied' | 'silent';
}

/** A connection of the account itself, added by the operator. Never what it logs in with. */
export interface OwnConnection {
  readonly account: AccountId;
  /** Friendly name in operator mode. */
  readonly name: string;
  readonly state: LinkState;
  readonly user: string;
  /** It logged in with nothing: whoever reaches the servers may do the same. */
  readonly anonymous: boolean;
  readonly server: string | null;
  /** As USER.INFO tells them; `null`: everything. */
  readonly permissions: UserPermissions | null;
}

/** How one account was tried, as the engine tells it. */
export interface AccountReach {
  readonly id: AccountId;
  readonly name: string;
  /** The tries of the last round; none: it was not its turn yet. */
  readonly probes: readonly Probe[];
  /** Of the API that answered, as its INFO tells it; `null`: not known. */
  readonly domain: DomainName | null;
  readonly own: OwnConnection | null;
}

/** Every account, and under which prefix this installation looks for its API: `{account}.$JS.API`. */
export interface AccessReport {
  readonly pattern: string;
  readonly accounts: readonly AccountReach[];
}

/** The way that requests of an account take. */
export type Route =
  /** Imported by the account of the login, under a prefix. */
  { readonly kind: 'prefix' } | { readonly kind: 'connection' } | { readonly kind: 'none'; readonly reason: NoRoute };

export type NoRoute =
  | 'notAsked'
  /** Nobody listens under the prefix: the account of the login does not import the API. */
  | 'notImported'
  /** The account that is only the default one, which nobody can import. */
  | 'notImportable'
  /** The login may not publish there. */
  | 'notPermitted'
  | 'silent'
  /** There is a connection, and it is down. */
  | 'connectionDown';

/** Answers to `<account>.$JS.API.INFO` in the order in which they decide. */
export function routeOf({ id, probes, own }: AccountReach): Route {
  if (own !== null && own.state !== 'live') return { kind: 'none', reason: 'connectionDown' };
  const answered = probes.find(({ answer }) => answer === 'answered');
  if (answered) return { kind: answered.over };
  return { kind: 'none', reason: whyNot(id, probes) };
}

function whyNot(id: AccountId, probes: readonly Probe[]): NoRoute {
  if (probes.length === 0) return 'notAsked';
  if (probes.some(({ answer }) => answer === 'silent')) return 'silent';
  if (probes.some(({ answer }) => answer === 'denied')) return 'notPermitted';
  return isDefaultAccount(id) ? 'notImportable' : 'notImported';
}

/** Servers refuse to import it: "Reserved Account". */
export function isDefaultAccount(id: AccountId): boolean {
  return id === '$G';
}

/**
 * Is this a request to the API of one account, as the account itself sends it? What the meta leader alone answers
 * (`META`, `SERVER`, `ACCOUNT`) goes over the connection of the system account.
 */
export function isAccountApi([mark, ...rest]: readonly string[]): boolean {
  const [what] = rest[0] === 'API' ? rest.slice(1) : rest[1] === 'API' ? rest.slice(2) : [];
  return mark === '$JS' && (what === 'STREAM' || what === 'CONSUMER' || what === 'DIRECT');
}

/**
 * The API of an account as its own connection sends to it. Streams of another domain than the one that answers are
 * reached by the name of theirs, through the leaf node; the nameless domain is not.
 */
export function ownPrefix(home: DomainName, domain: DomainName): readonly string[] | null {
  if (domain === home) return ['$JS', 'API'];
  return domain === '' ? null : ['$JS', domain, 'API'];
}
