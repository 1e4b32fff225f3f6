import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { WebSocketServer, type WebSocket } from 'ws';
import { answer, electMetaLeader, electStreamLeader, type ScriptedEvent } from './answer';
import { ClientParser, type ClientCommand, type ConnectFields } from './client-parser';
import { nextLeader, nodeOf, streamId, type ScriptedCluster } from './cluster';
import type { Spoiler } from './hostile';
import { matches } from './match';
import { serverInfo, statsz } from './replies';

export interface ScriptedServerOptions {
  readonly cluster: ScriptedCluster;
  /** WebSocket listeners, each with a URL of its own; server n1 is behind the first, and so on. 1 unless told. */
  readonly listeners?: number;
  /** Login that is let in; everybody unless told. */
  readonly login?: { readonly user: string; readonly password: string };
  /** Account of the login; the system account unless told. */
  readonly account?: string;
  /** Cut what is sent into messages of that many bytes, as real servers do for browsers (4,096). */
  readonly frameBytes?: number;
}

/** Speaks the NATS protocol over WebSocket on the loopback interface and answers for a made-up cluster. */
export interface ScriptedServer {
  readonly urls: readonly string[];
  readonly cluster: ScriptedCluster;
  /** Every request so far, oldest first. */
  readonly requests: readonly { readonly subject: string; readonly body: string; readonly gzip: boolean }[];
  /** Bytes sent to clients so far. */
  bytesOut(): number;
  /** Mutable switches, read at each request. */
  readonly switches: Switches;
  /** The listener takes connections and bytes and says nothing any more; also to those already connected. */
  freeze(listener: number): void;
  thaw(listener: number): void;
  /** Ends every connection of a listener, without a word. */
  drop(listener: number): void;
  publish(event: ScriptedEvent): void;
  /** The meta leader steps down: a new one leads and the advisory goes out. */
  stepDownMeta(): void;
  moveStreamLeader(account: string, stream: string, leader: string): void;
  /** The server announces its end, then no longer answers. */
  shutDown(server: string): void;
  broadcastStatsz(): void;
  close(): Promise<void>;
}

export interface Switches {
  /** Milliseconds between a request and its replies. */
  delayMs: number;
  /** Subject patterns that may not be published to or subscribed. */
  denyPublish: string[];
  denySubscribe: string[];
  /** Subject patterns that nobody listens on. */
  noResponders: string[];
  /** Subject patterns that are never answered. */
  silent: string[];
  /** Spoils the replies to these subject patterns; of one server, or of all. */
  spoil: { readonly pattern: string; readonly server?: string; readonly spoiler: Spoiler }[];
}

interface Client {
  readonly socket: WebSocket;
  readonly listener: number;
  readonly subscriptions: Map<string, string>;
  user: string;
}

export async function startScriptedServer(options: ScriptedServerOptions): Promise<ScriptedServer> {
  const { cluster } = options;
  const switches: Switches = {
    delayMs: 0,
    denyPublish: [],
    denySubscribe: [],
    noResponders: [],
    silent: [],
    spoil: [],
  };
  const requests: { subject: string; body: string; gzip: boolean }[] = [];
  const clients = new Set<Client>();
  const frozen = new Set<number>();
  const timers = new Set<ReturnType<typeof setTimeout>>();
  let sent = 0;

  const listeners = await Promise.all(
    Array.from({ length: options.listeners ?? 1 }, (_, index) => listen((socket) => accept(socket, index))),
  );

  function accept(socket: WebSocket, listener: number): void {
    const client: Client = { socket, listener, subscriptions: new Map(), user: '' };
    const parser = new ClientParser();
    clients.add(client);
    socket.on('close', () => clients.delete(client));
    socket.on('error', () => clients.delete(client));
    socket.on('message', (data: Buffer) => {
      if (frozen.has(listener)) return;
      for (const command of parser.push(data)) handle(client, command);
    });
    write(client, `INFO ${JSON.stringify(greeting(listener))}\r\n`);
  }

  function greeting(listener: number) {
    const nodes = [...cluster.nodes.values()];
    const node = nodes[listener % nodes.length];
    return {
      server_id: node?.id,
      server_name: node?.name,
      version: cluster.version,
      proto: 1,
      headers: true,
      max_payload: 1_048_576,
      client_id: clients.size,
      jetstream: cluster.jetstream,
      auth_required: options.login !== undefined,
    };
  }

  function handle(client: Client, command: ClientCommand): void {
    switch (command.kind) {
      case 'connect': {
        connect(client, command.options);
        return;
      }
      case 'ping': {
        write(client, 'PONG\r\n');
        return;
      }
      case 'pong':
        return;
      case 'sub':
        if (refuses(switches.denySubscribe, command.subject)) {
          violation(client, 'Subscription', command.subject);
          return;
        }
        client.subscriptions.set(command.sid, command.subject);
        return;
      case 'unsub':
        // With a maximum the client counts for itself; without one it is the end.
        if (command.max === null) client.subscriptions.delete(command.sid);
        return;
      case 'pub': {
        published(client, command);
        return;
      }
    }
  }

  function connect(client: Client, fields: ConnectFields): void {
    const { login } = options;
    client.user = fields.user ?? '';
    if (!login || (fields.user === login.user && fields.pass === login.password)) return;
    write(client, "-ERR 'Authorization Violation'\r\n");
    client.socket.close(1008, 'Authentication Failure');
  }

  function published(client: Client, { subject, reply, headers, body }: ClientCommand & { kind: 'pub' }): void {
    if (refuses(switches.denyPublish, subject)) {
      violation(client, 'Publish', subject);
      return;
    }
    const gzip = /accept-encoding:\s*gzip/i.test(headers);
    requests.push({ subject, body, gzip });
    if (reply === null || refuses(switches.silent, subject)) return;
    if (switches.delayMs === 0) {
      respond(client, subject, reply, body, gzip);
      return;
    }
    const timer = setTimeout(() => {
      timers.delete(timer);
      respond(client, subject, reply, body, gzip);
    }, switches.delayMs);
    timers.add(timer);
  }

  function respond(client: Client, subject: string, reply: string, body: string, gzip: boolean): void {
    const asker = { user: client.user, account: options.account ?? cluster.systemAccount };
    const events: ScriptedEvent[] = [];
    const answered = refuses(switches.noResponders, subject)
      ? { kind: 'noResponders' as const }
      : answer(cluster, subject, body, asker, (event) => events.push(event));
    if (answered.kind === 'noResponders') {
      deliver(client, reply, Buffer.alloc(0), 'NATS/1.0 503\r\n\r\n');
    } else {
      for (const { server, json } of answered.replies) {
        const payload = Buffer.from(spoiled(subject, server, JSON.stringify(json)));
        if (gzip) deliver(client, reply, gzipSync(payload), 'NATS/1.0\r\nContent-Encoding: gzip\r\n\r\n');
        else deliver(client, reply, payload, '');
      }
    }
    events.forEach(publish);
  }

  function spoiled(subject: string, server: string | null, text: string): string {
    return switches.spoil
      .filter((entry) => matches(entry.pattern, subject) && (entry.server === undefined || entry.server === server))
      .reduce((spoilt, { spoiler }) => spoiler(spoilt), text);
  }

  function publish(event: ScriptedEvent): void {
    const payload = Buffer.from(JSON.stringify(event.json));
    for (const client of clients) deliver(client, event.subject, payload, '');
  }

  function deliver(client: Client, subject: string, payload: Buffer, headers: string): void {
    for (const [sid, pattern] of client.subscriptions) {
      if (!matches(pattern, subject)) continue;
      const head = headers
        ? `HMSG ${subject} ${sid} ${headers.length} ${headers.length + payload.length}\r\n${headers}`
        : `MSG ${subject} ${sid} ${payload.length}\r\n`;
      write(client, Buffer.concat([Buffer.from(head), payload, Buffer.from('\r\n')]));
    }
  }

  function violation(client: Client, what: string, subject: string): void {
    write(client, `-ERR 'Permissions Violation for ${what} to "${subject}"'\r\n`);
  }

  function write(client: Client, data: string | Buffer): void {
    if (frozen.has(client.listener)) return;
    const bytes = typeof data === 'string' ? Buffer.from(data) : data;
    const size = options.frameBytes ?? Math.max(bytes.length, 1);
    for (let at = 0; at < bytes.length; at += size) client.socket.send(bytes.subarray(at, at + size));
    sent += bytes.length;
  }

  return {
    urls: listeners.map((server) => `ws://127.0.0.1:${(server.address() as AddressInfo).port}`),
    cluster,
    requests,
    switches,
    bytesOut: () => sent,
    freeze: (listener) => void frozen.add(listener),
    thaw: (listener) => void frozen.delete(listener),
    drop: (listener) =>
      [...clients].filter((one) => one.listener === listener).forEach((one) => one.socket.terminate()),
    publish,
    stepDownMeta: () => electMetaLeader(cluster, nextLeader(cluster, cluster.metaMembers, cluster.metaLeader), publish),
    moveStreamLeader: (account, stream, leader) =>
      electStreamLeader(cluster, streamId(account, stream), leader, publish),
    shutDown(server) {
      const node = nodeOf(cluster, server);
      const info = serverInfo(cluster, node);
      node.up = false;
      publish({ subject: `$SYS.SERVER.${node.id}.SHUTDOWN`, json: info });
    },
    broadcastStatsz() {
      for (const node of cluster.nodes.values()) {
        if (node.up) publish({ subject: `$SYS.SERVER.${node.id}.STATSZ`, json: statsz(cluster, node) });
      }
    },
    async close() {
      timers.forEach(clearTimeout);
      clients.forEach(({ socket }) => socket.terminate());
      await Promise.all(listeners.map((server) => new Promise<void>((done) => server.close(() => done()))));
    },
  };
}

function refuses(patterns: readonly string[], subject: string): boolean {
  return patterns.some((pattern) => matches(pattern, subject));
}

function listen(accept: (socket: WebSocket) => void): Promise<WebSocketServer> {
  return new Promise((resolve, reject) => {
    const server = new WebSocketServer({ host: '127.0.0.1', port: 0, perMessageDeflate: false });
    server.on('connection', accept);
    server.once('error', reject);
    server.once('listening', () => resolve(server));
  });
}
