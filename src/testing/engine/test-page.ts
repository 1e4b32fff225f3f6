import { MessageChannel, type MessagePort } from 'node:worker_threads';
import { systemClock } from '../../collect/clock';
import { memoryAuditStore } from '../../engine/audit-store';
import { memoryInventoryStore } from '../../engine/inventory-store';
import type {
  ClusterRow,
  FromEngine,
  OpError,
  OpName,
  Ops,
  PatchMessage,
  TopicFilter,
  TopicName,
  Topics,
} from '../../engine/protocol';
import type { EngineDeps, EnginePort } from '../../engine/deps';
import { memoryKeyStore } from '../../engine/seal';
import { startEngine } from '../../engine/start-engine';
import type { Result } from '../../lib/result';
import { connectTransport } from '../../transport/connect';

/** A page at the other end of a real message channel: what cannot be cloned fails here as it would in a browser. */
export interface TestPage {
  readonly messages: readonly FromEngine[];
  readonly patches: readonly PatchMessage[];
  call<Name extends OpName>(op: Name, args: Ops[Name]['args']): Promise<Result<Ops[Name]['value'], OpError>>;
  watch<Name extends TopicName>(topic: Name, filter?: TopicFilter): TestTopic<Topics[Name]>;
  setVisible(on: boolean): void;
  /** Stops acknowledging patches, as a frozen page does. */
  setAcknowledging(on: boolean): void;
  /** Resolves with the first message, past or future, that the predicate accepts. */
  message(accept: (message: FromEngine) => boolean, what: string): Promise<FromEngine>;
  close(): void;
}

/** Rows of one watch, kept as a page would. */
export interface TestTopic<Row> {
  rows(): readonly Row[];
  readonly patches: readonly PatchMessage[];
  /** Resolves once the rows, all batches applied, satisfy the condition. */
  until(condition: (rows: readonly Row[]) => boolean, what: string, timeoutMs?: number): Promise<readonly Row[]>;
  end(): void;
}

/** A command that copies reads, sends and looks for 30 s what came of it (ms). */
const answerWithin = 60_000;

export function startTestPage(deps: Partial<EngineDeps> = {}): TestPage {
  const { port1, port2 } = new MessageChannel();
  const engine = startEngine(enginePort(port1), {
    entry: 'full',
    build: 'test',
    clock: systemClock(),
    connectTransport,
    inventory: memoryInventoryStore(),
    audit: memoryAuditStore(),
    keys: memoryKeyStore(),
    locks: null,
    commands: null,
    ...deps,
  });
  const messages: FromEngine[] = [];
  const patches: PatchMessage[] = [];
  const listeners = new Set<() => void>();
  const topics = new Map<number, (patch: PatchMessage) => void>();
  let next = 0;
  let acknowledging = true;
  let owed = 0;
  port2.on('message', (message: FromEngine) => {
    messages.push(message);
    if (message.type === 'patch') {
      patches.push(message);
      topics.get(message.watch)?.(message);
      if (acknowledging) port2.postMessage({ type: 'credit', n: 1 });
      else owed += 1;
    }
    for (const listener of [...listeners]) listener();
  });

  function until<T>(look: () => T | undefined, what: string, timeoutMs = 30_000): Promise<T> {
    return new Promise((resolve, reject) => {
      const check = () => {
        const found = look();
        if (found === undefined) return;
        clearTimeout(timer);
        listeners.delete(check);
        resolve(found);
      };
      const timer = setTimeout(() => {
        listeners.delete(check);
        reject(new Error(`not seen within ${timeoutMs} ms: ${what}; last: ${lastWords(messages)}`));
      }, timeoutMs);
      listeners.add(check);
      check();
    });
  }

  return {
    messages,
    patches,
    async call(op, args) {
      next += 1;
      const id = next;
      port2.postMessage({ type: 'req', id, op, args });
      const answer = await until(
        () => messages.find((message) => message.type === 'res' && message.id === id),
        `answer to ${op}`,
        answerWithin,
      );
      if (answer.type !== 'res') throw new Error('unreachable');
      return (answer.ok ? { ok: true, value: answer.value } : { ok: false, error: answer.error }) as never;
    },
    watch<Name extends TopicName>(topic: Name, filter: TopicFilter = {}) {
      next += 1;
      const id = next;
      const rows = new Map<number, Topics[Name]>();
      const own: PatchMessage[] = [];
      let complete = false;
      topics.set(id, (patch) => {
        own.push(patch);
        if (patch.seq === 1) rows.clear();
        patch.gone.forEach((handle) => rows.delete(handle));
        patch.rows.forEach(({ handle, row }) => rows.set(handle, row as Topics[Name]));
        complete = patch.last;
      });
      port2.postMessage({ type: 'watch', id, topic, filter });
      return {
        rows: () => [...rows.values()],
        patches: own,
        until(condition: (rows: readonly Topics[Name][]) => boolean, what: string, timeoutMs?: number) {
          const look = () => (complete && condition([...rows.values()]) ? [...rows.values()] : undefined);
          return until(look, what, timeoutMs);
        },
        end() {
          topics.delete(id);
          port2.postMessage({ type: 'unwatch', id });
        },
      };
    },
    setVisible: (on) => port2.postMessage({ type: 'visible', on }),
    setAcknowledging(on) {
      acknowledging = on;
      if (on && owed > 0) port2.postMessage({ type: 'credit', n: owed });
      if (on) owed = 0;
    },
    message: (accept, what) => until(() => messages.find(accept), what),
    close() {
      engine.stop();
      port1.close();
      port2.close();
    },
  };
}

/** The one row of the `cluster` topic; throws when it is not there yet. */
export function only(rows: readonly ClusterRow[]): ClusterRow {
  const [row] = rows;
  if (!row) throw new Error('no cluster row');
  return row;
}

function enginePort(port: MessagePort): EnginePort {
  const wrapped = new Map<unknown, (data: unknown) => void>();
  return {
    postMessage: (message) => port.postMessage(message),
    addEventListener(_type, listener) {
      const own = (data: unknown) => listener({ data: data as never });
      wrapped.set(listener, own);
      port.on('message', own);
    },
    removeEventListener(_type, listener) {
      const own = wrapped.get(listener);
      if (own) port.off('message', own);
    },
    start: () => port.start(),
  };
}

function lastWords(messages: readonly FromEngine[]): string {
  const words = messages.filter(({ type }) => type === 'status' || type === 'fault').slice(-2);
  return JSON.stringify(words).slice(0, 600);
}
