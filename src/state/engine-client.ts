import { createStore, type StoreApi } from 'zustand/vanilla';
import {
  protocolVersion,
  type EngineStatus,
  type FromEngine,
  type OpError,
  type OpName,
  type Ops,
  type SealedLogin,
  type TopicFilter,
  type TopicName,
} from '../engine/protocol';
import { err, ok, type Result } from '../lib/result';
import type { EnginePort, SpawnEngine } from './engine-port';
import { Heart, type Health } from './heart';
import { PendingCalls } from './pending-calls';
import { Watches } from './watches';
import type { RowStore } from './row-store';

export interface EngineState {
  readonly health: Health;
  readonly status: EngineStatus | null;
  /** The engine was lost and could not log in again by itself. */
  readonly loginLost: boolean;
  /** Page and engine are of different builds: only loading the page again helps. */
  readonly wrongBuild: boolean;
}

/**
 * The page's end of the engine: calls, watches, and the watch over its life. What arrives is applied at once, never in
 * an animation frame: those do not come in a hidden tab.
 */
export class EngineClient {
  readonly state: StoreApi<EngineState> = createStore<EngineState>(() => ({
    health: 'starting',
    status: null,
    loginLost: false,
    wrongBuild: false,
  }));
  readonly #spawn: SpawnEngine;
  readonly #build: string;
  readonly #calls = new PendingCalls();
  readonly #watches = new Watches();
  readonly #heart: Heart;
  #port: EnginePort | null = null;
  #sealed: SealedLogin | null = null;
  #recovering = false;

  constructor(spawn: SpawnEngine, build: string) {
    this.#spawn = spawn;
    this.#build = build;
    this.#heart = new Heart({
      onHealth: (health) => {
        this.state.setState({ health });
      },
      restart: () => {
        this.#start();
      },
      stop: () => {
        this.#drop();
      },
    });
    this.#start();
  }

  /** Asks the engine. Never rejects; a lost engine answers `engineLost`, which for a change means: outcome unknown. */
  async request<Op extends OpName>(
    op: Op,
    args: Ops[Op]['args'],
    signal?: AbortSignal,
  ): Promise<Result<Ops[Op]['value'], OpError>> {
    const port = this.#port;
    if (port === null) return err({ code: 'engineLost' });
    if (signal?.aborted === true) return err({ code: 'aborted' });
    // The rows of one login are never shown as those of the next.
    if (op === 'connect' || op === 'disconnect') this.#watches.clear();
    const call = this.#calls.open<Ops[Op]['value']>();
    const abort = () => {
      port.post({ type: 'abort', id: call.id });
    };
    signal?.addEventListener('abort', abort, { once: true });
    port.post({ type: 'req', id: call.id, op, args });
    const result = await call.result;
    signal?.removeEventListener('abort', abort);
    if (result.ok) await this.#afterSuccess(op);
    return result;
  }

  /** Rows of a topic, shared by all who ask for the same; the engine is asked for them while someone subscribes. */
  rows<Topic extends TopicName>(topic: Topic, filter: TopicFilter = {}): RowStore<Topic> {
    return this.#watches.store(topic, filter);
  }

  /** Counts one more reader of the rows; the returned function counts it out again. */
  subscribe(topic: TopicName, filter: TopicFilter, listener: () => void): () => void {
    return this.#watches.subscribe(topic, filter, listener);
  }

  /** To be called with every change of the page's visibility. */
  visible(on: boolean): void {
    this.#heart.visible(on);
    this.#port?.post({ type: 'visible', on });
  }

  /** Starts it again after it was given up. */
  revive(): void {
    this.#heart.revive();
  }

  close(): void {
    this.#heart.close();
    this.#drop();
  }

  #start(): void {
    this.#drop();
    const port = this.#spawn({
      message: (message) => {
        if (this.#port === port) this.#receive(message);
      },
      error: () => {
        if (this.#port === port) this.#heart.error();
      },
    });
    this.#port = port;
    // After a crash the log-in comes first: until then the new engine would say that there is nothing.
    if (!this.#wasLoggedIn()) this.#watches.attach(port);
    this.#heart.started();
  }

  #drop(): void {
    this.#port?.close();
    this.#port = null;
    this.#watches.detach();
    this.#calls.lose();
  }

  #receive(message: FromEngine): void {
    this.#heart.beat();
    switch (message.type) {
      case 'hello':
        if (message.protocol !== protocolVersion || message.build !== this.#build) {
          this.state.setState({ wrongBuild: true });
          return;
        }
        this.#heart.hello();
        void this.#logInAgain();
        return;
      case 'res':
        this.#calls.settle(message.id, message.ok ? ok(message.value) : err(message.error));
        return;
      case 'patch':
        this.#watches.patch(message);
        return;
      case 'status':
        // A new engine begins closed; until it is logged in again, what its predecessor said stands.
        if (message.status.link === 'closed' && (this.#recovering || this.state.getState().loginLost)) return;
        this.state.setState({ status: message.status });
        return;
      case 'beat':
      case 'fault':
        return;
    }
  }

  async #afterSuccess(op: OpName): Promise<void> {
    if (op === 'connect') {
      if (this.state.getState().loginLost && this.#port !== null) this.#watches.attach(this.#port);
      this.state.setState({ loginLost: false });
      const sealed = await this.request('seal', null);
      this.#sealed = sealed.ok ? sealed.value : null;
    } else if (op === 'disconnect') {
      this.#sealed = null;
    }
  }

  /** After a crash: with the sealed copy where there is one, else the operator has to. */
  async #logInAgain(): Promise<void> {
    const port = this.#port;
    if (port === null || !this.#wasLoggedIn()) return;
    this.#recovering = true;
    const again = this.#sealed === null ? null : await this.request('reconnectSealed', this.#sealed);
    this.#recovering = false;
    if (this.#port !== port) return;
    if (again?.ok === true) this.#watches.attach(port);
    else this.state.setState({ loginLost: true });
  }

  #wasLoggedIn(): boolean {
    return (this.state.getState().status?.identity ?? null) !== null;
  }
}
