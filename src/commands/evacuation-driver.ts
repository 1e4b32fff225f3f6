import type { Outcome } from '../domain/command/command';
import {
  clusterOf,
  type Alarm,
  type EvacuationRefusal,
  type EvacuationRequest,
  type EvacuationRow,
  type EvacuationRun,
  type RunState,
} from '../domain/evacuate/model';
import { alarmIn, nextStep } from '../domain/evacuate/next';
import { evacuation, isLeaving } from '../domain/evacuate/plan';
import { streamPlace, type AccountId, type StreamKey } from '../domain/ids';
import type { DurationMs, LocalMs } from '../domain/time';
import { invariant } from '../lib/invariant';
import type { PipeDeps } from './deps';
import { isFailure, nothingToCancel, readAgain, sendLocked } from './evacuation-send';

/** Between two looks at the model (ms). */
const tick: DurationMs = 500;
/** A hidden page polls no streams: those that move are read by the driver itself (ms). */
const rereadAfter: DurationMs = 2500;
/** Nothing was sent, because something had moved in between: tried again so often. */
const mostAborts = 5;
/** Placement is polled every 5 to 15 s while the page is visible (ms). */
const pollsEnded: DurationMs = 16_000;
/**
 * An alarm stops an evacuation for good when it has held for that long (ms): a slow server, an election or a connection that
 * is dialled anew are over before. Nothing is begun meanwhile.
 */
const alarmHolds: DurationMs = 20_000;

type Place = Pick<EvacuationRun, 'server' | 'domain'>;

/**
 * Drives the evacuation of one server: single moves, each through the whole pipe. It holds the lock on changes of members
 * from the first move until all are done, paused, or stopped by an alarm.
 */
export class EvacuationDriver {
  readonly #deps: PipeDeps;
  /** By stream, or by what is asked for the whole server. */
  readonly #aborts = new Map<StreamKey | 'evacuate' | 'stepDown', number>();
  readonly #readAt = new Map<AccountId, LocalMs>();
  /** Nobody waits for them any more. */
  readonly #calledOff = new Set<StreamKey>();
  /** Asked to be taken back: once, unless nothing was sent. */
  readonly #takenBack = new Set<StreamKey>();
  /** Read again since nothing moves any more. */
  #confirmed = false;
  #run: EvacuationRun | null = null;
  #rows: ReadonlyMap<string, EvacuationRun> = new Map();
  #driving = false;
  #ended = false;
  /** A request that is about no single stream is under way. */
  #single = false;
  #alarmedAt: LocalMs | null = null;
  #wake: () => void = () => undefined;

  constructor(deps: PipeDeps) {
    this.#deps = deps;
  }

  /** One at most; the same map while nothing changed. */
  get rows(): ReadonlyMap<string, EvacuationRun> {
    return this.#rows;
  }

  stop(): void {
    this.#ended = true;
    this.#wake();
  }

  async ask(request: EvacuationRequest): Promise<EvacuationRefusal | null> {
    if (request.kind === 'pause') {
      if (this.#run?.state.kind === 'running') this.#become({ kind: 'paused' });
      return null;
    }
    if (this.#deps.isReadOnly()) return { kind: 'readOnly' };
    const same = this.#run?.server === request.server && this.#run.domain === request.domain;
    if (this.#driving && !same) return { kind: 'anotherRunning' };
    const known = same ? this.#run : null;
    if (request.kind === 'cancel') {
      this.#calledOff.clear();
      this.#takenBack.clear();
      this.#confirmed = false;
      return this.#begin({ ...(known ?? this.#newRun(request)), state: { kind: 'cancelling' } });
    }
    const alarm = this.#alarm(request);
    if (alarm !== null) return alarm;
    const isOver = known === null || known.state.kind === 'ended' || known.state.kind === 'cancelled';
    this.#aborts.clear();
    this.#alarmedAt = null;
    // Leaderships wander: what was asked for before a pause does not count against what comes after it.
    const run = { ...(isOver ? this.#newRun(request) : known), pace: request.pace, stepDowns: 0 };
    return this.#begin({ ...run, state: { kind: 'running' } });
  }

  #alarm({ server, domain }: Place): Alarm | null {
    const model = this.#deps.model();
    if (model === null) return { kind: 'linkNotLive' };
    if (model.servers.get(server)?.presence.kind !== 'answering') return { kind: 'serverSilent', server };
    const cluster = clusterOf(model);
    const { rows } = evacuation(cluster, server, domain, null);
    return alarmIn(cluster, domain, new Set(rows.filter(isMoving).map(keyOf)));
  }

  #newRun({ server, domain }: Place): EvacuationRun {
    const startedAt = this.#deps.clock.now();
    const nothing = { streams: [], sent: [], failed: [], stepDowns: 0, askedAll: false };
    return { server, domain, pace: 'paced', state: { kind: 'running' }, startedAt, ...nothing };
  }

  /** Takes the lock, unless it holds it. */
  async #begin(run: EvacuationRun): Promise<EvacuationRefusal | null> {
    if (this.#driving) {
      this.#set(run);
      this.#wake();
      return null;
    }
    return new Promise((resolve, reject) => {
      const drive = async () => {
        this.#set(run);
        resolve(null);
        await this.#drive();
        return true;
      };
      this.#deps.exclusively(drive).then((ran) => {
        if (ran === null) resolve({ kind: 'anotherRunning' });
      }, reject);
    });
  }

  async #drive(): Promise<void> {
    this.#driving = true;
    try {
      while (!this.#ended && this.#isBusy()) {
        this.#act();
        await this.#pause();
        await this.#reread();
      }
    } finally {
      this.#driving = false;
    }
  }

  /** Also after a pause, until what was sent has come to its end. */
  #isBusy(): boolean {
    const { state, sent } = this.#run ?? { state: { kind: 'ended' }, sent: [] };
    return state.kind === 'running' || state.kind === 'cancelling' || sent.length > 0 || this.#single;
  }

  #act(): void {
    const model = this.#deps.model();
    if (!model) return;
    const cluster = clusterOf(model);
    const { server, domain, streams, state } = this.#known;
    const now = evacuation(cluster, server, domain, this.#known);
    const keys = [...new Set([...streams, ...now.rows.map(keyOf)])];
    if (keys.length > streams.length) this.#change({ streams: keys });
    if (state.kind === 'cancelling') {
      this.#takeBack(now.rows.filter(({ phase }) => phase.kind === 'moves').map(keyOf));
      return;
    }
    if (state.kind !== 'running' || this.#single) return;
    const step = nextStep(cluster, now, this.#known);
    if (step.kind !== 'stop') this.#alarmedAt = null;
    switch (step.kind) {
      case 'move':
        for (const stream of step.streams) this.#follow(this.#move(stream));
        return;
      case 'moveAll': {
        this.#follow(this.#moveAll());
        return;
      }
      case 'stepDown': {
        this.#follow(this.#stepDown());
        return;
      }
      case 'stop': {
        if (this.#holds()) this.#become({ kind: 'stopped', alarm: step.alarm });
        return;
      }
      case 'end': {
        this.#become({ kind: 'ended' });
        return;
      }
      case 'wait':
        return;
    }
  }

  #holds(): boolean {
    const now = this.#deps.clock.now();
    this.#alarmedAt ??= now;
    return now - this.#alarmedAt >= alarmHolds;
  }

  async #move(stream: StreamKey): Promise<void> {
    const { server: from, sent } = this.#known;
    this.#change({ sent: [...sent, stream] });
    const isCalledOff = () => this.#calledOff.has(stream);
    const outcome = await sendLocked(this.#deps, { kind: 'streamMove', stream, from }, isCalledOff);
    const isForAgain = !isCalledOff() && (await this.#isForAgain(stream, outcome));
    this.#change({ sent: this.#known.sent.filter((key) => key !== stream) });
    if (!isCalledOff() && !isForAgain && isFailure(outcome)) this.#fail(stream, outcome);
  }

  async #moveAll(): Promise<void> {
    const { server, domain } = this.#known;
    this.#single = true;
    this.#change({ askedAll: true });
    const outcome = await sendLocked(this.#deps, { kind: 'serverEvacuate', server, domain });
    const isForAgain = await this.#isForAgain('evacuate', outcome);
    this.#single = false;
    if (isForAgain) this.#change({ askedAll: false });
    else if (isFailure(outcome)) this.#requestFailed(outcome);
  }

  /** What came of it the model tells: who leads is looked at before each step. */
  async #stepDown(): Promise<void> {
    this.#single = true;
    this.#change({ stepDowns: this.#known.stepDowns + 1 });
    const outcome = await sendLocked(this.#deps, { kind: 'metaStepDown', domain: this.#known.domain, preferred: null });
    const isForAgain = await this.#isForAgain('stepDown', outcome);
    this.#single = false;
    if (isForAgain) this.#change({ stepDowns: this.#known.stepDowns - 1 });
    else if (outcome.kind === 'aborted') this.#requestFailed(outcome);
  }

  #requestFailed(outcome: Outcome): void {
    if (this.#known.state.kind === 'running')
      this.#become({ kind: 'stopped', alarm: { kind: 'requestFailed', outcome } });
  }

  /** Nothing was sent: a moment later the next step is decided by what is seen then. */
  async #isForAgain(what: StreamKey | 'evacuate' | 'stepDown', { kind }: Outcome): Promise<boolean> {
    if (kind !== 'aborted') return false;
    const aborts = (this.#aborts.get(what) ?? 0) + 1;
    this.#aborts.set(what, aborts);
    await new Promise<void>((resolve) => void this.#deps.clock.after(tick, resolve));
    return aborts < mostAborts;
  }

  #takeBack(moving: readonly StreamKey[]): void {
    for (const stream of moving) this.#calledOff.add(stream);
    for (const stream of moving) if (!this.#takenBack.has(stream)) this.#follow(this.#cancel(stream));
    if (moving.length > 0) this.#confirmed = false;
    else if (this.#confirmed) this.#become({ kind: 'cancelled' });
    else if (this.#known.sent.length === 0 && !this.#single) this.#follow(this.#confirm());
  }

  async #cancel(stream: StreamKey): Promise<void> {
    this.#takenBack.add(stream);
    const command = { kind: 'streamCancelMove', stream } as const;
    // What was sent a moment ago is not seen yet.
    await readAgain(this.#deps, command);
    const outcome = await sendLocked(this.#deps, command);
    if (nothingToCancel(outcome)) this.#takenBack.delete(stream);
    else if (isFailure(outcome) && this.#isLeaving(stream)) this.#fail(stream, outcome);
  }

  #isLeaving(stream: StreamKey): boolean {
    const row = this.#deps.model()?.streams.get(stream);
    return row !== undefined && isLeaving(row, this.#known.server);
  }

  /** What was sent last may have been carried out since it was looked at. */
  async #confirm(): Promise<void> {
    this.#single = true;
    const accounts = new Set(this.#known.streams.map((key) => streamPlace(key).account));
    for (const account of accounts) await this.#deps.read({ kind: 'account', account });
    this.#confirmed = true;
    this.#single = false;
  }

  #fail(stream: StreamKey, outcome: Outcome): void {
    this.#change({ failed: [...this.#known.failed, { stream, outcome }] });
    this.#become({ kind: 'stopped', alarm: { kind: 'moveFailed', stream } });
  }

  /** Accounts of streams that move and that no command reads; of all that are left, where nobody polls. */
  async #reread(): Promise<void> {
    const now = this.#deps.clock.now();
    const model = this.#deps.model();
    if (!model || this.#ended) return;
    const { server, domain, sent } = this.#known;
    const { rows } = evacuation(clusterOf(model), server, domain, this.#known);
    const isPolled = now - (model.rounds.get('placement')?.endedAt ?? 0) < pollsEnded;
    const open = rows.filter((row) => !sent.includes(row.stream.key) && (isMoving(row) || !isPolled));
    for (const account of new Set(open.map(({ stream }) => stream.account))) {
      if (now - (this.#readAt.get(account) ?? 0) < rereadAfter) continue;
      this.#readAt.set(account, now);
      await this.#deps.read({ kind: 'account', account });
    }
  }

  get #known(): EvacuationRun {
    invariant(this.#run !== null, 'what is driven has begun');
    return this.#run;
  }

  #follow(work: Promise<void>): void {
    void work.finally(() => this.#wake());
  }

  #pause(): Promise<void> {
    return new Promise((resolve) => {
      this.#wake = resolve;
      this.#deps.clock.after(tick, resolve);
    });
  }

  #become(state: RunState): void {
    this.#change({ state });
  }

  #change(change: Partial<EvacuationRun>): void {
    if (this.#run) this.#set({ ...this.#run, ...change });
  }

  #set(run: EvacuationRun): void {
    this.#run = run;
    this.#rows = new Map([['', run]]);
  }
}

function isMoving({ phase }: EvacuationRow): boolean {
  return phase.kind === 'moves' || phase.kind === 'fills';
}

function keyOf({ stream }: EvacuationRow): StreamKey {
  return stream.key;
}
