import { accountId, type AccountId, type PeerId, type ServerName, type StreamName } from '../domain/ids';
import type { Advisory, Observation } from '../domain/observation';
import type { AccountDetail, JszReply } from '../domain/replies/jsz';
import type { Cancel, Clock } from './clock';
import { Coalescer } from './coalescer';

/** Refreshes that are asked for outside their turn. */
export interface TargetedPolls {
  meta(): Promise<unknown>;
  accounts(accounts: ReadonlySet<AccountId>): Promise<unknown>;
  /** All placement, as cheaply as the size of the cluster allows. */
  everything(): Promise<unknown>;
  /** Whether the consumers of the account are on screen. */
  isWatched(account: AccountId): boolean;
  onError(error: unknown): void;
}

/** A leader that an advisory named and that has not yet been seen to claim itself. */
interface Election {
  readonly account: AccountId;
  readonly stream: StreamName;
  readonly leader: ServerName;
  left: number;
}

/** Stands for all accounts; no account has an empty name. */
const everything = accountId('');

/** Four a second: a loss of a server brings a burst of advisories. */
const interval = 250;
/** The elected one may take a moment to say so itself; after so many tries the ordinary polls have it. */
const attempts = 8;
/** Of a meta leader one reply tells, so that it can be asked for soon again (ms after each try). */
const patience = [15, 30, 60, 120, interval, interval, interval];

/** Turns events into one refresh of what they are about, at once. */
export class TargetedRefresh {
  readonly #polls: TargetedPolls;
  readonly #meta: Coalescer<'meta'>;
  /** Apart from the others: a refresh that was sent just before an election cannot know of it. */
  readonly #metaElection: Coalescer<'meta'>;
  readonly #accounts: Coalescer<AccountId>;
  readonly #elections = new Map<string, Election>();
  #metaLeader: { readonly peer: PeerId; tries: number } | null = null;
  #cancelAgain: Cancel = () => undefined;
  readonly #clock: Clock;

  constructor(clock: Clock, polls: TargetedPolls) {
    this.#polls = polls;
    this.#clock = clock;
    this.#meta = new Coalescer(clock, interval, () => this.#run(this.#refreshMeta()));
    this.#metaElection = new Coalescer(clock, interval, () => this.#run(this.#refreshMeta()));
    this.#accounts = new Coalescer(clock, interval, (items) => this.#run(this.#refreshAccounts(items)));
  }

  /** A server left, fell silent or returned. */
  membershipChanged(): void {
    this.#meta.add('meta');
    this.#accounts.add(everything);
  }

  /** A server came that may be about to join the meta group. */
  memberExpected(): void {
    this.#meta.add('meta');
  }

  observe(observation: Observation): void {
    if (observation.kind === 'advisory') this.#advisory(observation.advisory);
    if (observation.kind === 'departure') this.membershipChanged();
    if (observation.kind === 'accountPlacement') this.#claims(observation.server.name, [observation.account]);
    if (observation.kind !== 'summary' && observation.kind !== 'placement') return;
    this.#claim(observation.reply);
    this.#claims(observation.reply.server.name, observation.reply.accounts);
  }

  stop(): void {
    this.#cancelAgain();
    this.#meta.stop();
    this.#metaElection.stop();
    this.#accounts.stop();
  }

  #advisory(advisory: Advisory): void {
    switch (advisory.kind) {
      case 'metaLeaderElected':
        this.#metaLeader = { peer: advisory.leader, tries: 0 };
        this.#metaElection.add('meta');
        return;
      case 'serverRemoved': {
        this.membershipChanged();
        return;
      }
      case 'leaderElected':
        if (advisory.account === null) return;
        if (advisory.consumer !== null) {
          this.#consumer(advisory.account);
          return;
        }
        this.#elections.set(keyOf(advisory.account, advisory.stream), {
          account: advisory.account,
          stream: advisory.stream,
          leader: advisory.leader,
          left: attempts,
        });
        this.#accounts.add(advisory.account);
        return;
      case 'quorumLost':
      case 'assetChanged':
        if (advisory.account === null) return;
        if (advisory.consumer !== null) {
          this.#consumer(advisory.account);
          return;
        }
        this.#accounts.add(advisory.account);
        return;
      case 'other':
        return;
    }
  }

  /** Consumers are only polled where somebody looks at them. */
  #consumer(account: AccountId): void {
    if (this.#polls.isWatched(account)) this.#accounts.add(account);
  }

  #claim({ server, meta }: JszReply): void {
    if (meta && meta.leader === server.name && meta.peer === this.#metaLeader?.peer) this.#metaLeader = null;
  }

  #claims(server: ServerName, accounts: readonly AccountDetail[]): void {
    if (this.#elections.size === 0) return;
    for (const { id, streams } of accounts) {
      for (const { name, group } of streams) {
        const key = keyOf(id, name);
        if (group?.leader === server && this.#elections.get(key)?.leader === server) this.#elections.delete(key);
      }
    }
  }

  async #refreshMeta(): Promise<void> {
    await this.#polls.meta();
    if (!this.#metaLeader) return;
    const wait = patience[this.#metaLeader.tries];
    this.#metaLeader.tries += 1;
    this.#cancelAgain();
    if (wait === undefined) this.#metaLeader = null;
    else this.#cancelAgain = this.#clock.after(wait, () => this.#run(this.#refreshMeta()));
  }

  async #refreshAccounts(items: ReadonlySet<AccountId>): Promise<void> {
    if (items.has(everything)) await this.#polls.everything();
    else await this.#polls.accounts(items);
    for (const [key, election] of this.#elections) {
      election.left -= 1;
      if (election.left > 0) this.#accounts.add(election.account);
      else this.#elections.delete(key);
    }
  }

  #run(refresh: Promise<void>): void {
    refresh.catch((error: unknown) => this.#polls.onError(error));
  }
}

function keyOf(account: AccountId, stream: StreamName): string {
  return `${account}\n${stream}`;
}
