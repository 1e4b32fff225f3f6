import { Collector } from '../collect/collector';
import { Recording } from '../collect/recording';
import type { UnreadStream } from '../collect/unread-configurations';
import type { AccessReport } from '../domain/access/route';
import type { StreamKey } from '../domain/ids';
import type { ClusterModel } from '../domain/cluster/model';
import { wholeName } from '../domain/cluster/whole-name';
import type { Outcome, Plan } from '../domain/command/command';
import type { RefusalReason } from '../domain/command/refusal';
import { knowsRaftz } from '../domain/raft-log/known';
import { err, ok, type Result } from '../lib/result';
import type { Transport } from '../transport/transport';
import { Activity } from './activity';
import { Audit } from './audit';
import type { CommandDeps, Commands, EngineDeps } from './deps';
import { exclusiveRunner } from './exclusive';
import { InventoryKeeper } from './inventory-keeper';
import { LagView } from './lag-view';
import { LeadershipView } from './leadership-view';
import { ModelHost } from './model-host';
import type { ClusterRow, ConnectProblem, ConnectRequest, EngineStatus, Identity } from './protocol';
import { clusterKey, clusterRow, type View } from './topics';
import type { Watched } from './watch-board';

export interface SessionDeps {
  readonly engine: EngineDeps;
  readonly transport: Transport;
  readonly request: ConnectRequest;
  readonly onView: (view: View) => void;
  /** Something of {@link EngineSession.status} changed. */
  readonly onStatus: () => void;
  readonly onError: (error: unknown) => void;
}

const noEntries: ReadonlyMap<string, never> = new Map<string, never>();

/** One login to one cluster: its transport, its polls, its model, its time line. */
export class EngineSession {
  readonly #deps: SessionDeps;
  readonly #recording = new Recording();
  readonly #activity = new Activity();
  readonly #leaderships = new LeadershipView();
  readonly #collector: Collector;
  readonly #host: ModelHost;
  #commands: Commands | null = null;
  #stopped = false;
  readonly #exclusively: CommandDeps['exclusively'];
  #keeper: InventoryKeeper | null = null;
  #audit: Audit | null = null;
  #identity: Identity | null = null;
  #name: string | null = null;
  #row: ClusterRow | null = null;
  readonly #lag = new LagView();
  #watched: Watched = { streams: [], consumers: false, raftLogs: [], topology: false };

  constructor(deps: SessionDeps) {
    const { engine, transport, onError } = deps;
    this.#deps = deps;
    this.#exclusively = exclusiveRunner(engine.locks, () => `conclave-change-${this.#row?.key ?? ''}`);
    this.#host = new ModelHost({
      clock: engine.clock,
      onModel: (next, previous) => this.#shown(next, previous),
      onInventory: (inventory) => this.#keeper?.keep(inventory),
      onError,
    });
    this.#collector = new Collector({
      transport,
      clock: engine.clock,
      recording: this.#recording,
      accountPrefix: deps.request.accountPrefix,
      sink: (observations, urgent) => {
        observations.forEach((observation) => {
          this.#activity.observe(observation);
          this.#leaderships.observe(observation);
        });
        this.#host.take(observations, urgent);
        if (observations.some(({ kind }) => kind === 'link')) deps.onStatus();
      },
      onMissing: () => {
        if (this.#identity) this.#identity = { ...this.#identity, missing: this.#collector.missing };
        deps.onStatus();
      },
      onError,
    });
  }

  get request(): ConnectRequest {
    return this.#deps.request;
  }

  get status(): EngineStatus {
    const { transport } = this.#deps;
    const { requests, bytesIn } = transport.traffic();
    return {
      link: this.#collector.linkState,
      connectedTo: transport.server?.name ?? null,
      identity: this.#identity,
      problem: transport.problem,
      nextAttemptIn: transport.nextAttemptIn,
      traffic: { requests, bytesIn, undecodable: this.#collector.unread.count },
    };
  }

  async start(): Promise<Result<Identity, ConnectProblem>> {
    const greeted = await this.#collector.start();
    if (!greeted.ok) {
      return err({
        code: greeted.error,
        url: this.#deps.transport.server?.url ?? null,
        detail: detailOf(greeted.error, this.#collector),
      });
    }
    this.#identity = this.request.readOnly === true ? { ...greeted.value, readOnly: true } : greeted.value;
    this.#host.flush();
    // Not before: who has not answered yet would be missing in it. From now on it is fixed for the session.
    this.#name = wholeName(this.#host.model?.servers.values() ?? []);
    this.#recall();
    this.#deps.onStatus();
    return ok(this.#identity);
  }

  stop(): void {
    this.#stopped = true;
    this.#commands?.stop();
    this.#collector.stop();
    this.#host.stop();
    this.#keeper?.stop();
    this.#deps.transport.close();
  }

  setVisible(visible: boolean): void {
    this.#collector.setVisible(visible);
  }

  /** What is on screen, and so has to be asked for. */
  setWatched(watched: Watched): void {
    this.#watched = watched;
    this.#collector.setTopology(watched.topology);
    this.#applyWatched(this.#host.model);
  }

  refresh(): Promise<void> {
    return this.#collector.refresh();
  }

  /** This program did not run for a while. */
  wake(): void {
    this.#collector.wake();
  }

  recording(): string {
    return this.#recording.export();
  }

  /** Loaded when it is first asked for. `null`: this engine, or this login, changes nothing. */
  async commands(): Promise<Commands | null> {
    const load = this.#deps.engine.commands;
    if (load === null || this.#identity?.role === 'observer' || this.request.readOnly === true) return null;
    const create = await load();
    if (this.#stopped) return null;
    this.#commands ??= create(this.#commandDeps());
    return this.#commands;
  }

  /** How the API of each account is reached. */
  accountAccess(): AccessReport {
    const connections = this.#commands?.connections() ?? [];
    const accounts = this.#collector.reaches(connections).map((reach) => ({
      ...reach,
      own: connections.find(({ account }) => account === reach.id) ?? null,
    }));
    return { pattern: this.request.accountPrefix, accounts };
  }

  #commandDeps(): CommandDeps {
    const { engine, transport, request } = this.#deps;
    return {
      transport,
      clock: engine.clock,
      permissions: () => this.#identity?.permissions ?? null,
      account: () => this.#identity?.account ?? null,
      dial: ({ urls, credentials, inboxPrefix }, signal) =>
        engine.connectTransport(
          { urls: urls.length === 0 ? request.urls : urls, credentials, inboxPrefix },
          engine.clock,
          signal,
        ),
      attach: (account, own) => this.#collector.attachAccount(account, own),
      audit: {
        target: request.audit ?? null,
        cluster: () => this.#name ?? '',
        actor: () => ({ user: this.#identity?.user ?? null, account: this.#identity?.account ?? null }),
        keep: async (entry) => this.#audit?.keep(entry),
      },
      model: () => this.#host.model,
      isReadOnly: () => this.#identity?.role === 'observer',
      apiPrefix: (account, domain) => this.#collector.apiPrefix(account, domain),
      read: async (reading) => {
        const answered =
          reading.kind === 'meta'
            ? (await this.#collector.freshSummary()).answered
            : await this.#collector.freshAccount(reading.account);
        this.#host.flush();
        return answered;
      },
      exclusively: this.#exclusively,
    };
  }

  /** Runs a plan, written down before and after. `null`: this engine changes nothing. */
  async run(plan: Plan, signal: AbortSignal): Promise<Result<Outcome, RefusalReason> | null> {
    const commands = await this.commands();
    if (!commands || !this.#audit) return null;
    const ran = await commands.run(plan, signal);
    if (ran.ok) this.#acted(plan, ran.value);
    return ran;
  }

  /** Writes the end of a command into the time line. */
  #acted(plan: Plan, outcome: Outcome): void {
    const to = outcome.kind === 'verified' && outcome.result.kind === 'leads' ? outcome.result.leader : outcome.kind;
    this.#activity.add('action', this.#deps.engine.clock.now(), plan.command.kind, plan.basis.leader, to);
    this.#host.flush();
  }

  #shown(next: ClusterModel, previous: ClusterModel | null): void {
    const evacuations = this.#commands?.evacuation() ?? noEntries;
    this.#activity.compare(next, previous);
    this.#activity.evacuation(evacuations.get(''), next.now);
    this.#leaderships.compare(next);
    this.#row = clusterRow(next, this.#name ?? wholeName(next.servers.values()) ?? '', this.#row);
    this.#applyWatched(next);
    this.#collector.setUnread(unreadStreams(next));
    this.#lag.observe(next);
    // Before the log-in is complete not even the name is known: whoever asks for the picture would be led astray.
    if (this.#identity === null) return;
    this.#deps.onView({
      model: next,
      cluster: this.#row,
      activity: this.#activity.rows,
      audit: this.#audit?.entries ?? noEntries,
      leaderships: this.#leaderships.rows,
      evacuation: evacuations,
      topology: () => this.#host.topology(next),
      raftLog: (stream) => this.#host.raftLog(next, stream),
      lag: () => this.#lag.board(next),
      lagHistory: (stream) => this.#lag.series(next, stream),
    });
  }

  #applyWatched(model: ClusterModel | null): void {
    const rowsOf = (keys: readonly StreamKey[]) => keys.flatMap((key) => model?.streams.get(key) ?? []);
    const detailed = this.#watched.consumers ? [...(model?.streams.values() ?? [])] : rowsOf(this.#watched.streams);
    this.#collector.setDetails(new Set(detailed.map(({ account }) => account)));
    // A server that does not know RAFTZ would leave the question unanswered.
    const rows = model && knowsRaftz(model) ? rowsOf(this.#watched.raftLogs) : [];
    this.#collector.setRaftGroups(
      rows.flatMap(({ account, group }) => (group.name === null ? [] : [{ account, group: group.name }])),
    );
  }

  /** What an earlier visit knew of this cluster. Without a name there is nothing to find it by. */
  #recall(): void {
    const { engine, onError } = this.#deps;
    this.#audit = new Audit({
      store: engine.audit,
      cluster: clusterKey(this.#name ?? ''),
      onChange: () => this.#host.flush(),
      onError,
    });
    if (this.#name === null) return;
    const key = clusterKey(this.#name);
    engine.inventory.load(key).then((saved) => {
      this.#keeper = new InventoryKeeper(engine.clock, engine.inventory, key, saved, onError);
      this.#host.recall(saved);
    }, onError);
  }
}

function detailOf(problem: ConnectProblem['code'], { missing, unread }: Collector): string | null {
  const { latest } = unread;
  if (problem === 'unreadable' && latest !== null) {
    return shorten(`${latest.what} of ${latest.server ?? '?'}: ${latest.reason}`);
  }
  return missing.length === 0 ? null : missing.join(', ');
}

/** Names in it are a cluster's. */
function shorten(text: string): string {
  return text.length > 200 ? `${text.slice(0, 200)}…` : text;
}

/** Streams that are told of, but whose configuration was not read: they came since. */
function* unreadStreams({ streams }: ClusterModel): Generator<UnreadStream> {
  for (const stream of streams.values()) if (stream.config === null && stream.source === 'reported') yield stream;
}
