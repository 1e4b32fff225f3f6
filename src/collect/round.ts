import type { ServerName } from '../domain/ids';
import type { RequestKind } from '../domain/observation';
import type { DurationMs } from '../domain/time';
import type { Subject } from '../transport/subject';
import type { Transport, TransportError } from '../transport/transport';
import type { Clock } from './clock';
import type { ReplyFamily } from './intake';
import type { Take } from './pipe';

/** One scatter/gather: what to ask and whose answers to wait for. */
export interface RoundSpec {
  readonly request: RequestKind;
  readonly family: ReplyFamily;
  readonly subject: Subject;
  readonly body: string;
  readonly deadlineMs: DurationMs;
  /** Servers that are waited for. */
  readonly expected: ReadonlySet<ServerName>;
  /** Ends the round that long after the latest reply: for first discovery, when nobody is known yet. */
  readonly quietMs?: DurationMs;
  readonly gzip?: boolean;
  /** What it brings goes to the screen without waiting for more. */
  readonly urgent?: boolean;
}

export interface RoundResult {
  readonly answered: ReadonlySet<ServerName>;
  readonly replies: number;
  /** How long those worked on it who were waited for to the end: no time is lost on who fell silent. */
  readonly tookMs: DurationMs;
  /** Why there was no reply; `null` when there was one. */
  readonly failure: TransportError | null;
  /** The link was not live from beginning to end, or nobody answered: says nothing about single servers. */
  readonly interrupted: boolean;
}

export interface RoundDeps {
  readonly transport: Transport;
  readonly clock: Clock;
  readonly take: Take;
  readonly signal: AbortSignal;
  /** Tells of servers that fall silent meanwhile, who are waited for no longer. */
  readonly onSilent?: (listener: (server: ServerName) => void) => () => void;
}

/** Numbers rounds; unique in the life of the engine. */
let rounds = 0;

/** Runs a round. Every reply is taken in as it arrives, so that one slow server delays no other. */
export async function runRound(deps: RoundDeps, spec: RoundSpec): Promise<RoundResult> {
  const { clock, take } = deps;
  rounds += 1;
  const round = rounds;
  const answered = new Set<ServerName>();
  const waiting = new Set(spec.expected);
  const urgent = spec.urgent ?? false;
  const enough = new AbortController();
  const begun = clock.now();
  let latest = begun;
  let replies = 0;
  const endSilent = deps.onSilent?.((server) => {
    if (waiting.delete(server) && waiting.size === 0) enough.abort();
  });
  take({ kind: 'roundBegin', at: begun, round, request: spec.request, subject: spec.subject, body: spec.body }, urgent);
  const gathered = await deps.transport.gather(spec.subject, spec.body, {
    deadlineMs: spec.deadlineMs,
    signal: deps.signal,
    enough: enough.signal,
    gzip: spec.gzip ?? false,
    ...(spec.quietMs === undefined ? {} : { quietMs: spec.quietMs }),
    expect(reply) {
      replies += 1;
      latest = reply.receivedAt;
      const { server } = take(
        { kind: 'reply', at: reply.receivedAt, round, family: spec.family, payload: reply.payload },
        urgent,
      );
      if (server === null) return false;
      answered.add(server);
      waiting.delete(server);
      return spec.expected.size > 0 && waiting.size === 0;
    },
  });
  endSilent?.();
  const failure = gathered.ok ? null : gathered.error;
  const interrupted = !gathered.ok || gathered.value.interrupted || replies === 0;
  const damaged = gathered.ok ? gathered.value.damaged.length : 0;
  take({ kind: 'roundEnd', at: clock.now(), round, interrupted, damaged }, urgent);
  const tookMs = (waiting.size === 0 ? latest : clock.now()) - begun;
  return { answered, replies: replies + damaged, tookMs, failure, interrupted };
}
