import type { Transport } from '../transport/transport';
import type { EngineDeps } from './deps';
import type { EngineSession } from './engine-session';
import { describe } from './fault';
import type { ConnectRequest, FromEngine, Identity, OpError, OpName, Ops } from './protocol';
import { err, ok, type Result } from '../lib/result';
import { seal, unseal } from './seal';

export interface OpServerDeps {
  readonly post: (message: FromEngine) => void;
  readonly fault: (error: unknown) => void;
  readonly openSession: (transport: Transport, request: ConnectRequest) => EngineSession;
  readonly sessionClosed: () => void;
}

type Handlers = {
  readonly [Name in OpName]: (
    args: Ops[Name]['args'],
    signal: AbortSignal,
  ) => Promise<Result<Ops[Name]['value'], OpError>>;
};

/** Answers the requests of the page, and holds the session that they are about. */
export class OpServer {
  readonly #engine: EngineDeps;
  readonly #deps: OpServerDeps;
  readonly #running = new Map<number, AbortController>();
  readonly #handlers: Handlers;
  #session: EngineSession | null = null;
  #connecting: AbortController | null = null;

  constructor(engine: EngineDeps, deps: OpServerDeps) {
    this.#engine = engine;
    this.#deps = deps;
    this.#handlers = {
      connect: (request, signal) => this.#connect(request, signal),
      reconnectSealed: async (sealed, signal) => {
        const request = engine.keys && (await unseal(engine.keys, sealed));
        return request ? this.#connect(request, signal) : err({ code: 'notAvailable' });
      },
      seal: async () => {
        if (!this.#session || !engine.keys) return ok(null);
        return ok(await seal(engine.keys, this.#session.request));
      },
      disconnect: async () => {
        this.#close();
        await engine.keys?.clear();
        return ok(null);
      },
      refresh: async () => {
        await this.#session?.refresh();
        return this.#session ? ok(null) : err({ code: 'notAvailable' });
      },
      recording: () =>
        Promise.resolve(this.#session ? ok(this.#session.recording()) : err({ code: 'notAvailable' as const })),
      evacuate: async (request) => {
        const port = await this.#session?.commands();
        return port ? ok(await port.evacuate(request)) : err({ code: 'notAvailable' });
      },
      planCommand: async (command) => {
        const port = await this.#session?.commands();
        return port ? ok(await port.plan(command)) : err({ code: 'notAvailable' });
      },
      runCommand: async (plan, signal) => {
        const ran = await this.#session?.run(plan, signal);
        if (!ran) return err({ code: 'notAvailable' });
        return ran.ok ? ran : err({ code: 'refused', reason: ran.error });
      },
      accountAccess: () =>
        Promise.resolve(this.#session ? ok(this.#session.accountAccess()) : err({ code: 'notAvailable' as const })),
      connectAccount: async (login, signal) => {
        const port = await this.#session?.commands();
        return port ? port.connectAccount(login, signal) : err({ code: 'notAvailable' });
      },
      clients: async (server) => {
        const port = await this.#session?.commands();
        return port ? ok(await port.clients(server)) : err({ code: 'notAvailable' });
      },
      inside: async (request, signal) => {
        const port = await this.#session?.commands();
        return port ? ok(await port.inside(request, signal)) : err({ code: 'notAvailable' });
      },
      disconnectAccount: async (account) => {
        await (await this.#session?.commands())?.disconnectAccount(account);
        return ok(null);
      },
    };
  }

  get session(): EngineSession | null {
    return this.#session;
  }

  request(id: number, op: OpName, args: unknown): void {
    const controller = new AbortController();
    this.#running.set(id, controller);
    this.#handle(op, args, controller.signal)
      .catch((error: unknown): Result<unknown, OpError> => {
        this.#deps.fault(error);
        return err({ code: 'bug', detail: describe(error) });
      })
      .then((result) => {
        this.#running.delete(id);
        const aborted = controller.signal.aborted && !result.ok;
        if (result.ok) this.#deps.post({ type: 'res', id, ok: true, value: result.value });
        else this.#deps.post({ type: 'res', id, ok: false, error: aborted ? { code: 'aborted' } : result.error });
      })
      .catch(this.#deps.fault);
  }

  abort(id: number): void {
    this.#running.get(id)?.abort();
  }

  stop(): void {
    for (const controller of this.#running.values()) controller.abort();
    this.#close();
  }

  async #handle(op: OpName, args: unknown, signal: AbortSignal): Promise<Result<unknown, OpError>> {
    if (!Object.hasOwn(this.#handlers, op)) return err({ code: 'notAvailable' });
    // Both ends are of one build, which `hello` proves: the arguments are of the type that the table of ops gives them.
    // eslint-disable-next-line no-restricted-syntax
    const handler = this.#handlers[op] as (args: unknown, signal: AbortSignal) => Promise<Result<unknown, OpError>>;
    return handler(args, signal);
  }

  async #connect(request: ConnectRequest, signal: AbortSignal): Promise<Result<Identity, OpError>> {
    this.#close();
    const connecting = new AbortController();
    this.#connecting = connecting;
    signal.addEventListener('abort', () => connecting.abort());
    const { urls, credentials, inboxPrefix } = request;
    const options = { urls, credentials, inboxPrefix };
    const opened = await this.#engine.connectTransport(options, this.#engine.clock, connecting.signal);
    if (!opened.ok) return err({ code: 'connect', problem: opened.error });
    if (isAborted(connecting)) {
      opened.value.close();
      return err({ code: 'aborted' });
    }
    const session = this.#deps.openSession(opened.value, request);
    this.#session = session;
    const started = await session.start();
    // Another connect or a disconnect came in between.
    if (this.#session !== session) return err({ code: 'aborted' });
    if (started.ok && !isAborted(connecting)) return started;
    this.#close();
    return started.ok ? err({ code: 'aborted' }) : err({ code: 'connect', problem: started.error });
  }

  #close(): void {
    this.#connecting?.abort();
    this.#connecting = null;
    if (!this.#session) return;
    this.#session.stop();
    this.#session = null;
    this.#deps.sessionClosed();
  }
}

/** Not narrowed by an earlier look: time has passed. */
function isAborted(controller: AbortController): boolean {
  return controller.signal.aborted;
}
