import type * as Nats from 'nats.ws';
import type { Msg, MsgHdrs, NatsConnection } from 'nats.ws';
import { err, ok } from '../lib/result';
import type { Dial, Link, LinkHandler, LinkMessage, Outgoing } from './link';
import type { Login } from './login';
import { watchPolicy } from './policy-watch';
import { nameProblem, type Ending } from './problem';
import type { Subject } from './subject';
import type { Clock, LinkProblem, Unsubscribe } from './transport';

/** In place of the client library's own PINGs, which end the link without a word before: the session sends them. */
const never = 24 * 3_600_000;

export interface DialContext {
  readonly nats: typeof Nats;
  readonly login: Login;
  readonly clock: Clock;
  /** Where the client library lets replies come in; `_INBOX` when `null`. */
  readonly inboxPrefix: string | null;
}

/**
 * Dials with nats.ws, which is told of one URL and never to reconnect: then it keeps no list of servers, hears no gossip
 * and resends nothing. The socket is opened here, since the library neither closes one that it gave up nor tells why.
 */
export function natsDial({ nats, login, clock, inboxPrefix }: DialContext): Dial {
  return async (url, { timeoutMs, signal }) => {
    const policy = watchPolicy(url);
    const socket = new DialledSocket(url);
    const patience = limitedPatience(clock, timeoutMs, signal);
    const options = {
      servers: [url],
      name: 'conclave',
      reconnect: false,
      ignoreClusterUpdates: true,
      noAsyncTraces: true,
      resolve: false,
      timeout: never,
      pingInterval: never,
      ...(inboxPrefix === null ? {} : { inboxPrefix }),
      ...(login.authenticator === null ? {} : { authenticator: login.authenticator }),
      wsFactory: () => Promise.resolve({ socket: socket.open(), encrypted: url.startsWith('wss:') }),
    };
    const connecting = nats.connect(options).then(
      (connection) => ({ connection }),
      (error: unknown) => ({ error: describe(error) }),
    );
    const outcome = await Promise.race([connecting, patience.over, socket.closed]);
    patience.end();
    if (typeof outcome === 'object' && 'connection' in outcome) {
      policy.stop();
      return ok(
        new NatsLink(url, outcome.connection, socket, acceptGzip(nats), (ending) =>
          nameProblem(ending, login, clock.now()),
        ),
      );
    }
    // The event that tells of a policy, and the close event with its reason, may come just after the failure.
    const late = typeof outcome === 'string' ? null : await Promise.race([connecting, pause(clock)]);
    await pause(clock);
    const failure = typeof outcome === 'object' && 'error' in outcome ? outcome : late;
    socket.end();
    void connecting.then((result) => ('connection' in result ? result.connection.close() : undefined));
    policy.stop();
    const ending: Ending = {
      url,
      error: failure && 'error' in failure ? failure.error : null,
      reason: socket.reason,
      opened: socket.opened,
      timedOut: outcome === 'timeout',
      blockedByPolicy: policy.blocked,
    };
    return err(nameProblem(ending, login, clock.now()));
  };
}

function limitedPatience(clock: Clock, timeoutMs: number, signal: AbortSignal) {
  let end = () => {};
  const over = new Promise<'timeout' | 'aborted'>((resolve) => {
    const abort = () => resolve('aborted');
    const cancel = clock.after(timeoutMs, () => resolve('timeout'));
    if (signal.aborted) abort();
    signal.addEventListener('abort', abort);
    end = () => {
      cancel();
      signal.removeEventListener('abort', abort);
    };
  });
  return { over, end };
}

function acceptGzip(nats: typeof Nats): MsgHdrs {
  const headers = nats.headers();
  headers.set('Accept-Encoding', 'gzip');
  return headers;
}

function pause(clock: Clock): Promise<null> {
  return new Promise((resolve) => void clock.after(20, () => resolve(null)));
}

function describe(error: unknown): NonNullable<Ending['error']> {
  if (!(error instanceof Error)) return { code: '', text: '' };
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  // What the library makes of an event without a message.
  return { code, text: error.message === 'undefined' ? '' : error.message };
}

/** A socket of which the library knows nothing but its messages. */
class DialledSocket {
  readonly closed: Promise<{ readonly closed: true }>;
  reason = '';
  opened = false;
  messages = 0;
  /** Of the `-ERR` that came last, if nothing came after it. */
  #lastWords = '';
  #socket: WebSocket | null = null;
  #resolve: () => void = () => undefined;

  constructor(readonly url: string) {
    this.closed = new Promise((resolve) => (this.#resolve = () => resolve({ closed: true })));
  }

  open(): WebSocket {
    const socket = new WebSocket(this.url);
    this.#socket = socket;
    socket.addEventListener('open', () => (this.opened = true));
    socket.addEventListener('message', (event) => {
      this.messages += 1;
      this.#lastWords = errorIn(event.data);
    });
    socket.addEventListener('close', (event) => {
      // A server that hangs up on what it has not read cuts the line (RST): its -ERR arrives, its reason often not.
      this.reason = event.reason === '' ? this.#lastWords : event.reason;
      this.#resolve();
    });
    return socket;
  }

  /** Does not wait for the other side, which may be frozen. */
  end(): void {
    this.#socket?.close();
    this.#resolve();
  }
}

/** The text of an `-ERR`, quotes included; servers send each in a message of its own. */
function errorIn(data: unknown): string {
  if (!(data instanceof ArrayBuffer) || data.byteLength < 5 || data.byteLength > 512) return '';
  const text = new TextDecoder().decode(data);
  return text.startsWith('-ERR') ? text.slice(4).trim() : '';
}

class NatsLink implements Link {
  readonly server;
  readonly maxPayload: number;
  readonly #denied = new Set<(subject: string) => void>();
  readonly #endListeners = new Set<(problem: LinkProblem | null) => void>();
  #ended: { readonly problem: LinkProblem | null } | null = null;

  constructor(
    url: string,
    readonly native: NatsConnection,
    private readonly socket: DialledSocket,
    private readonly acceptGzip: MsgHdrs,
    private readonly name: (ending: Ending) => LinkProblem,
  ) {
    const { info } = native;
    this.server = {
      url,
      name: info?.server_name ?? '',
      id: info?.server_id ?? '',
      version: info?.version ?? '',
      ...(info === undefined ? {} : { clientId: info.client_id }),
    };
    this.maxPayload = info?.max_payload ?? 1_048_576;
    void this.#watchStatus();
    void native.closed().then((error) => this.#end(error ? describe(error) : null));
    void socket.closed.then(() => this.#end(null));
  }

  publish({ subject, body, reply, gzip }: Outgoing): void {
    this.native.publish(subject, body, { reply, ...(gzip ? { headers: this.acceptGzip } : {}) });
  }

  subscribe(subject: Subject, handler: LinkHandler): Unsubscribe {
    const subscription = this.native.subscribe(subject, {
      callback: (error, message) => (error ? handler.denied() : handler.message(read(message))),
    });
    return () => {
      if (!this.native.isClosed() && !subscription.isClosed()) subscription.unsubscribe();
    };
  }

  ping(): Promise<void> {
    return this.native.flush();
  }

  heard(): number {
    return this.socket.messages;
  }

  onDenied(listener: (subject: string) => void): Unsubscribe {
    this.#denied.add(listener);
    return () => this.#denied.delete(listener);
  }

  onEnd(listener: (problem: LinkProblem | null) => void): Unsubscribe {
    if (this.#ended) listener(this.#ended.problem);
    else this.#endListeners.add(listener);
    return () => this.#endListeners.delete(listener);
  }

  drop(): void {
    this.#end(null);
  }

  #end(error: Ending['error']): void {
    if (this.#ended) return;
    const { reason, url } = this.socket;
    const said = error !== null || reason !== '';
    const ending = { url, error, reason, opened: true, timedOut: false, blockedByPolicy: false };
    this.#ended = { problem: said ? this.name(ending) : null };
    this.socket.end();
    // Rejects when the library has closed by itself already.
    this.native.close().catch(() => undefined);
    this.#endListeners.forEach((listener) => listener(this.#ended?.problem ?? null));
    this.#endListeners.clear();
    this.#denied.clear();
  }

  /** The library tells of refused publishes here only. Its iterator never ends, not even with the connection. */
  async #watchStatus(): Promise<void> {
    for await (const { permissionContext } of this.native.status()) {
      if (permissionContext?.operation !== 'publish') continue;
      [...this.#denied].forEach((listener) => listener(permissionContext.subject));
    }
  }
}

function read(message: Msg): LinkMessage {
  const { subject, data: payload } = message;
  const found = headersOf(message);
  if (found === undefined) return { subject, payload, headers: new Map(), noResponders: false };
  const headers = new Map<string, string>();
  const added = new Map<string, string>();
  for (const key of found.keys()) {
    headers.set(key.toLowerCase(), found.get(key));
    added.set(key, found.last(key));
  }
  const noResponders = found.code === 503 && payload.byteLength === 0;
  return { subject, payload, headers, noResponders, added, ...(found.code === 0 ? {} : { status: found.code }) };
}

/** The library throws at headers that it would not send itself, which a stored message may have: its reader would end. */
function headersOf(message: Msg): MsgHdrs | undefined {
  try {
    return message.headers;
  } catch {
    return undefined;
  }
}
