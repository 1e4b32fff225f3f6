import type { AccountId, DomainName, ServerName } from '../domain/ids';
import type { LinkState, Observation, Undecodable } from '../domain/observation';
import type { Identity } from '../engine/protocol';
import { ok, type Result } from '../lib/result';
import type { Transport, Unsubscribe } from '../transport/transport';
import { AccountAccessProbe, type AccountName } from './access';
import { AccountIndex } from './account-index';
import type { AfterPoll, Cadence } from './cadence';
import type { Clock } from './clock';
import { discover } from './discover';
import { askSelf, greetingOf, type GreetingProblem } from './greeting';
import { HeavyLane } from './heavy-lane';
import { Link } from './link';
import { createPipe, type Sink, type Take } from './pipe';
import { subscribePush } from './push';
import { RaftPoll, type WatchedGroup } from './raft-poll';
import type { Recording } from './recording';
import { liveness, summary, to } from './requests';
import { Roster } from './roster';
import type { RoundResult, RoundSpec } from './round';
import { Rounds } from './rounds';
import { StreamRounds } from './stream-rounds';
import { TargetedRefresh } from './targeted';
import { createTiers, type Tiers } from './tiers';
import { TopologyPoll } from './topology-poll';
import { UnreadConfigurations, type UnreadStream } from './unread-configurations';

export interface CollectorDeps {
  readonly transport: Transport;
  readonly clock: Clock;
  readonly recording: Recording;
  readonly sink: Sink;
  /** Prefix pattern of `$JS.API` imports, for example `{account}.$JS.API`. */
  readonly accountPrefix: string;
  /** A subscription or request was refused; called with its short name, each once. */
  readonly onMissing: (what: string) => void;
  /** A bug in here: the polls go on. */
  readonly onError: (error: unknown) => void;
}

/** Keeps the picture fresh: decides what is asked, when, and of whom. */
export class Collector {
  readonly #deps: CollectorDeps;
  readonly #take: Take;
  readonly #abort = new AbortController();
  readonly #roster = new Roster();
  readonly #index = new AccountIndex();
  readonly #lane = new HeavyLane();
  readonly #link: Link;
  readonly #access: AccountAccessProbe;
  readonly #targeted: TargetedRefresh;
  readonly #missing = new Set<string>();
  readonly #rounds: Rounds;
  readonly #streams: StreamRounds;
  readonly #topology: TopologyPoll;
  readonly #raft: RaftPoll;
  readonly #unreadConfigurations: UnreadConfigurations;
  readonly #cadences: readonly Cadence[];
  readonly #tiers: Tiers;
  #endPush: Unsubscribe = () => undefined;
  #started = false;
  #visible = true;
  #details: ReadonlySet<AccountId> = new Set();
  #byStatsz = false;
  #placed = false;
  #streamTotal = 0;
  #unread: { readonly count: number; readonly latest: Undecodable | null } = { count: 0, latest: null };

  constructor(deps: CollectorDeps) {
    const { transport, clock } = deps;
    this.#deps = deps;
    const take = createPipe(deps.recording, (observations, urgent) => this.#observed(observations, urgent));
    this.#take = (entry, urgent) => {
      const taken = take(entry, urgent);
      if (taken.problem?.kind === 'undecodable')
        this.#unread = { count: this.#unread.count + 1, latest: taken.problem.undecodable };
      return taken;
    };
    this.#access = new AccountAccessProbe({
      transport,
      clock,
      take: this.#take,
      signal: this.#abort.signal,
      pattern: deps.accountPrefix,
    });
    this.#targeted = new TargetedRefresh(clock, {
      meta: () => this.freshSummary(),
      accounts: (accounts) => this.#refreshAccounts(accounts),
      everything: () => this.#refreshEverything(),
      isWatched: (account) => this.#details.has(account),
      onError: deps.onError,
    });
    this.#rounds = new Rounds({ transport, clock, take: this.#take, signal: this.#abort.signal }, this.#roster);
    const ask = (spec: Omit<RoundSpec, 'expected'>) => this.#rounds.ask(spec);
    this.#streams = new StreamRounds({
      lane: this.#lane,
      index: this.#index,
      round: ask,
      ended: () => this.#abort.signal.aborted,
    });
    this.#unreadConfigurations = new UnreadConfigurations(
      clock,
      (account) => this.#streams.account(1, account, true, true),
      deps.onError,
    );
    this.#topology = new TopologyPoll({
      clock,
      lane: this.#lane,
      servers: () => this.#roster.known().size,
      isVisible: () => this.#visible,
      round: ask,
      onError: deps.onError,
    });
    this.#tiers = createTiers(
      {
        clock,
        onError: deps.onError,
        isVisible: () => this.#visible,
        copies: () => this.#index.copies(),
        hasDetails: () => this.#details.size > 0,
        hasSilentMember: () => this.#roster.hasSilentMember(),
        isAccessOpen: () => this.#access.isOpen,
      },
      {
        liveness: () => this.#liveness(),
        summary: () => this.#summary(),
        placement: () => this.#placement(),
        configuration: () => this.#configuration(),
        details: () => this.#streams.details(this.#details),
        names: () => this.#names(),
      },
    );
    this.#raft = new RaftPoll({
      clock,
      isVisible: () => this.#visible,
      round: ask,
      onDenied: () => this.#miss('RAFTZ'),
      onError: deps.onError,
    });
    this.#cadences = [...Object.values(this.#tiers), this.#topology.cadence, this.#raft.cadence];
    this.#link = new Link(transport, clock, this.#take, () => this.#kickAll());
  }

  get linkState(): LinkState {
    return this.#link.state;
  }

  /** Replies and events that could not be read so far. */
  get unread(): { readonly count: number; readonly latest: Undecodable | null } {
    return this.#unread;
  }

  /** Short names of requests and subscriptions that were refused. */
  get missing(): readonly string[] {
    return [...this.#missing];
  }

  /** Finds out who we are and whom there is to ask, and begins to poll. To be called once, on a live link. */
  async start(): Promise<Result<Identity, GreetingProblem>> {
    this.#endPush = subscribePush(this.#deps.transport, this.#take, (what) => this.#miss(what));
    const [self, found] = await Promise.all([
      askSelf(this.#deps.transport, () => this.#deps.clock.now(), this.#abort.signal),
      this.#discover(),
    ]);
    if (!found.ok) return found;
    self.missing.forEach((what) => this.#missing.add(what));
    this.#started = true;
    this.#kickAll();
    return ok(greetingOf({ ...self, missing: this.missing }));
  }

  stop(): void {
    this.#abort.abort();
    this.#endPush();
    this.#link.stop();
    this.#targeted.stop();
    this.#unreadConfigurations.stop();
    this.#cadences.forEach((cadence) => cadence.stop());
  }

  /** In a hidden tab only events, liveness and a slow summary go on. */
  setVisible(visible: boolean): void {
    if (visible === this.#visible) return;
    this.#visible = visible;
    if (visible) this.#kickAll();
  }

  /** Accounts whose streams are on screen with their consumers. */
  setDetails(accounts: ReadonlySet<AccountId>): void {
    const added = [...accounts].some((account) => !this.#details.has(account));
    this.#details = accounts;
    if (added && this.#started) this.#tiers.details.kick();
  }

  /** Streams of which nobody has told the configuration: new ones. */
  setUnread(streams: Iterable<UnreadStream>): void {
    if (this.#visible) this.#unreadConfigurations.seen(streams);
  }

  /** Whether the links between servers are on screen: nobody else asks for them. */
  setTopology(watched: boolean): void {
    if (this.#topology.watch(watched) && this.#started) this.#topology.cadence.kick();
  }

  /** Raft groups whose log is on screen: nobody else asks for them. */
  setRaftGroups(groups: readonly WatchedGroup[]): void {
    if (this.#raft.watch(groups) && this.#started) this.#raft.cadence.kick();
  }

  /** Nothing is known to be fresh any more: ask for everything. */
  wake(): void {
    this.#link.doubt();
    this.#kickAll();
  }

  /** Asks for everything now; resolves when liveness, summary and placement are in. */
  async refresh(): Promise<void> {
    await this.#liveness();
    await this.freshSummary();
    await this.#placement();
    this.#tiers.configuration.kick();
    this.#tiers.names.kick();
  }

  /** A round of summaries, outside its turn. */
  freshSummary(): Promise<RoundResult> {
    return this.#rounds.ask({ ...summary(), urgent: true });
  }

  /** The streams of an account with consumers and configuration, outside their turn. Resolves with who answered. */
  async freshAccount(account: AccountId): Promise<ReadonlySet<ServerName>> {
    return (await this.#streams.account(0, account, true, true)).answered;
  }

  /** Tokens of the subject under which the API of an account is reached in a domain; `null`: it is not. */
  apiPrefix(account: AccountId, domain: DomainName): readonly string[] | null {
    return this.#access.prefix(account, domain);
  }

  /** A connection of the account itself is there, or gone (`null`). */
  attachAccount(account: AccountName, own: Transport | null): Promise<void> {
    return this.#access.attach(this.#index.accounts().find(({ id }) => id === account.id) ?? account, own);
  }

  /** How each account was tried: those with JetStream, and `others`. */
  reaches(others: readonly { readonly account: AccountId; readonly name: string }[]) {
    const names = new Map(others.map(({ account, name }) => [account, name]));
    for (const { id, name } of this.#index.accounts()) names.set(id, name);
    return [...names].map(([id, name]) => ({ id, name, ...this.#access.tried(id) }));
  }

  #discover(): Promise<Result<null, GreetingProblem>> {
    return discover({
      round: (spec) => this.#rounds.run(spec),
      index: this.#index,
      onStatsz: (answered) => (answered ? this.#missing.delete('STATSZ') : this.#missing.add('STATSZ')),
    });
  }

  async #liveness(): Promise<AfterPoll> {
    const byStatsz = this.#byStatsz || this.#roster.hasOld();
    const result = await this.#rounds.run(to(this.#roster.known(), liveness(byStatsz)));
    const unknown = result.failure?.code === 'noResponders' || result.failure?.code === 'denied';
    if (unknown && !byStatsz) {
      this.#byStatsz = true;
      return 'again';
    }
    if (!result.interrupted) {
      const { missing, returned } = this.#roster.liveness(result.answered);
      if (missing.length + returned.length > 0) {
        this.#targeted.membershipChanged();
        this.#tiers.names.kick();
        this.#topology.membershipChanged();
      }
      if (this.#roster.isJoining()) this.#targeted.memberExpected();
    }
    return this.#link.round(result);
  }

  async #summary(): Promise<AfterPoll> {
    const before = this.#streamTotal;
    let { tookMs } = await this.#rounds.ask(summary());
    this.#streamTotal = this.#index.copies();
    // New streams may be of an account that is not known yet.
    if (!this.#streams.whole && before !== 0 && before !== this.#streamTotal) {
      tookMs += (await this.#rounds.ask(summary(true))).tookMs;
    }
    return tookMs;
  }

  async #placement(): Promise<AfterPoll> {
    const tookMs = await this.#streams.placement();
    // Rows first: the configuration is ten times as large.
    if (!this.#placed) this.#tiers.configuration.kick();
    this.#placed = true;
    return tookMs;
  }

  async #configuration(): Promise<AfterPoll> {
    const tookMs = await this.#streams.configuration();
    this.#unreadConfigurations.asked();
    return tookMs;
  }

  async #names(): Promise<AfterPoll> {
    const { clock } = this.#deps;
    const begun = clock.now();
    await this.#access.probe(this.#index.accounts(), true);
    await this.#access.names();
    return clock.now() - begun;
  }

  async #refreshAccounts(accounts: ReadonlySet<AccountId>): Promise<void> {
    if (accounts.size > 3 && this.#streams.whole) return this.#refreshEverything();
    for (const account of accounts) await this.#streams.account(0, account, this.#details.has(account), true);
  }

  async #refreshEverything(): Promise<void> {
    if (!(await this.#streams.everything())) this.#tiers.placement.kick();
  }

  #observed(observations: readonly Observation[], urgent: boolean): void {
    for (const observation of observations) {
      this.#roster.heard(observation);
      this.#index.note(observation);
      if (this.#started) this.#targeted.observe(observation);
      // Names are listed, and accounts answered for, by the meta leader: without one the last try brought nothing.
      const elected = observation.kind === 'advisory' && observation.advisory.kind === 'metaLeaderElected';
      if (elected && (this.#roster.hasSilentMember() || this.#access.isOpen)) this.#tiers.names.kick();
    }
    this.#deps.sink(observations, urgent);
  }

  #kickAll(): void {
    if (!this.#started) return;
    const { configuration: configs, ...others } = this.#tiers;
    const { liveness: alive, summary: totals } = this.#tiers;
    const tiers = this.#visible
      ? [...Object.values(others), this.#topology.cadence, this.#raft.cadence]
      : [alive, totals];
    tiers.forEach((tier) => tier.kick());
    if (this.#visible && this.#placed) configs.kick();
  }

  #miss(what: string): void {
    if (this.#missing.has(what)) return;
    this.#missing.add(what);
    this.#deps.onMissing(what);
  }
}
