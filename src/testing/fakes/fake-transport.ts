import type { LinkState } from '../../domain/observation';
import { err, ok } from '../../lib/result';
import { subject as subjectOf, type Subject } from '../../transport/subject';
import type {
  GatherOptions,
  Gathered,
  Reply,
  SubscriptionHandler,
  Transport,
  TransportError,
} from '../../transport/transport';
import type { Result } from '../../lib/result';
import { answer, type ScriptedEvent } from '../scripted-server/answer';
import type { ScriptedCluster } from '../scripted-server/cluster';
import { matches } from '../scripted-server/match';
import type { FakeClock } from './fake-clock';

/** A transport without a network: a made-up cluster answers at once, and what it does not answer runs into the deadline. */
export interface FakeTransport extends Transport {
  readonly requests: { readonly at: number; readonly subject: string; readonly body: string; readonly gzip: boolean }[];
  /** Heavy requests that were under way at the same time, at most. */
  readonly mostHeavy: () => number;
  readonly redials: () => number;
  /** Nobody answers any more; the socket stays open. */
  silent: boolean;
  /** Milliseconds until replies to heavy requests come. */
  heavyMs: number;
  setState(state: LinkState): void;
  readonly emit: (event: ScriptedEvent) => void;
}

export function fakeTransport(cluster: ScriptedCluster, clock: FakeClock): FakeTransport {
  const requests: { at: number; subject: string; body: string; gzip: boolean }[] = [];
  const handlers = new Set<{ readonly subject: Subject; readonly handler: SubscriptionHandler }>();
  const listeners = new Set<(state: LinkState) => void>();
  let state: LinkState = 'live';
  let redials = 0;
  let heavy = 0;
  let mostHeavy = 0;

  function emit({ subject, json }: ScriptedEvent): void {
    const message = replyOf(subject, json);
    for (const one of handlers) if (matches(one.subject, subject)) one.handler.message(message);
  }

  function replyOf(subject: string, json: unknown): Reply {
    const payload = new TextEncoder().encode(JSON.stringify(json));
    return { subject, payload, headers: new Map(), receivedAt: clock.now() };
  }

  function wait(ms: number): Promise<void> {
    return new Promise((resolve) => void clock.after(ms, resolve));
  }

  async function gather(
    subject: Subject,
    body: string,
    options: GatherOptions,
  ): Promise<Result<Gathered, TransportError>> {
    requests.push({ at: clock.now(), subject, body, gzip: options.gzip ?? false });
    const startedAt = clock.now();
    const events: ScriptedEvent[] = [];
    const answered = transport.silent
      ? { kind: 'replies' as const, replies: [] }
      : answer(cluster, subject, body, { user: 'admin', account: '$SYS' }, (event) => events.push(event));
    if (answered.kind === 'noResponders') return err({ code: 'noResponders' });
    const isHeavy = /"streams":true|"consumer":true/.test(body);
    if (isHeavy) {
      heavy += 1;
      mostHeavy = Math.max(mostHeavy, heavy);
      await wait(transport.heavyMs);
      heavy -= 1;
    }
    const replies: Reply[] = [];
    let complete = false;
    for (const { json } of answered.replies) {
      const reply = replyOf(subject, json);
      replies.push(reply);
      if (typeof options.expect === 'function') complete = options.expect(reply) || complete;
      else complete = replies.length === options.expect;
      if (complete) break;
    }
    const enough = new Promise<void>((resolve) => {
      options.enough?.addEventListener('abort', () => resolve());
    });
    const patience = replies.length > 0 && options.quietMs ? options.quietMs : options.deadlineMs;
    if (!complete) await Promise.race([wait(patience), enough]);
    events.forEach(emit);
    if (replies.length === 0) return err({ code: 'timeout' });
    return ok({ replies, damaged: [], complete, interrupted: false, startedAt, endedAt: clock.now() });
  }

  const transport: FakeTransport = {
    requests,
    silent: false,
    heavyMs: 10,
    mostHeavy: () => mostHeavy,
    redials: () => redials,
    emit,
    setState(next) {
      state = next;
      listeners.forEach((listener) => listener(next));
    },
    get state() {
      return state;
    },
    server: { url: 'ws://fake', name: 'n1', id: 'N1', version: cluster.version },
    link: null,
    problem: null,
    nextAttemptIn: null,
    onState(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    gather,
    async request(subject, body, options) {
      const gathered = await gather(subject, body, { ...options, expect: 1 });
      if (!gathered.ok) return gathered;
      const [first] = gathered.value.replies;
      return first ? ok(first) : err({ code: 'timeout' });
    },
    change: (subject, body, options) => transport.request(subject, body, options),
    subscribe(subject, handler) {
      const entry = { subject, handler };
      handlers.add(entry);
      return () => handlers.delete(entry);
    },
    inbox: () => subjectOf('_INBOX', 'fake'),
    redial: () => void (redials += 1),
    rtt: () => Promise.resolve(ok(1)),
    close: () => undefined,
    traffic: () => ({ requests: requests.length, bytesIn: 0 }),
  };
  return transport;
}
