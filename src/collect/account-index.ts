import type { AccountId, ServerName } from '../domain/ids';
import type { Observation } from '../domain/observation';
import type { AccountDetail } from '../domain/replies/jsz';

/** The accounts with JetStream, and how many copies of streams each has: what requests are divided by. */
export class AccountIndex {
  readonly #names = new Map<AccountId, string>();
  readonly #copies = new Map<AccountId, Map<ServerName, number>>();
  readonly #totals = new Map<ServerName, number>();
  #enabled = false;

  note(observation: Observation): void {
    if (observation.kind === 'accountPlacement') this.#count(observation.server.name, observation.account);
    if (observation.kind !== 'summary' && observation.kind !== 'placement') return;
    const { server, totals, accounts } = observation.reply;
    this.#enabled ||= !totals.disabled;
    this.#totals.set(server.name, totals.streams);
    for (const account of accounts) this.#names.set(account.id, account.name);
    if (observation.kind === 'placement') for (const account of accounts) this.#count(server.name, account);
  }

  /** Whether any server has said how much it holds, nothing included. */
  heard(): boolean {
    return this.#totals.size > 0;
  }

  /** Whether any server has JetStream. */
  enabled(): boolean {
    return this.#enabled;
  }

  accounts(): readonly { readonly id: AccountId; readonly name: string }[] {
    return [...this.#names].map(([id, name]) => ({ id, name })).sort((a, b) => (a.id < b.id ? -1 : 1));
  }

  /** Copies of streams in the cluster, by the servers' own totals. */
  copies(): number {
    return sum(this.#totals.values());
  }

  copiesOf(account: AccountId): number {
    return sum(this.#copies.get(account)?.values() ?? []);
  }

  #count(server: ServerName, account: AccountDetail): void {
    this.#names.set(account.id, account.name);
    const counts = this.#copies.get(account.id) ?? new Map<ServerName, number>();
    this.#copies.set(account.id, counts.set(server, account.streams.length));
  }
}

function sum(values: Iterable<number>): number {
  let total = 0;
  for (const value of values) total += value;
  return total;
}
