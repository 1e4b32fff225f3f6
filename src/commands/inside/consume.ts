import { consumerPlace, streamPlace } from '../../domain/ids';
import {
  ackFacts,
  mostFetched,
  verdictBody,
  type Delivery,
  type FetchArgs,
  type FetchEnd,
  type Fetched,
  type SettleArgs,
} from '../../domain/inside/consume';
import type { InsideFailure } from '../../domain/inside/ops';
import { serverMs, type DurationMs } from '../../domain/time';
import { err, ok, type Result } from '../../lib/result';
import { pull, sendOnce, subjectOf, type PulledMessage, type PullEnd } from '../../transport/account-client';
import type { PipeDeps } from '../deps';
import { failureOf } from './ask';
import { clientFailure, ownConnection } from './own-connection';

/** The consumer's leader confirms within some 10 ms (ms). */
const settleDeadline: DurationMs = 5000;
/** Longer than that (ms) nobody waits before a screen. */
const longestWait: DurationMs = 30_000;

/** Asks a consumer for its next messages as a client does: they are delivered here, and count as delivered. */
export async function fetchNext(
  deps: PipeDeps,
  { consumer, batch, wait }: FetchArgs,
  signal: AbortSignal,
): Promise<Result<Fetched, InsideFailure>> {
  const { stream, name } = consumerPlace(consumer);
  const { account, domain, name: streamName } = streamPlace(stream);
  const own = deps.senders.own(account);
  const api = deps.apiPrefix(account, domain);
  if (api === null) return err({ kind: own === null ? 'noAccess' : 'notLive' });
  const to = subjectOf([...api, 'CONSUMER', 'MSG', 'NEXT', streamName, name].join('.'));
  if (to === null) return err({ kind: 'unsendable' });
  const request = {
    subject: to,
    batch: Math.min(Math.max(1, Math.floor(batch)), mostFetched),
    expiresMs: Math.min(Math.max(0, wait), longestWait),
  };
  const pulled = await pull(own ?? deps.transport, deps.clock, request, signal);
  if (!pulled.ok) return err(failureOf(pulled.error));
  const { messages, end } = pulled.value;
  return ok({ deliveries: messages.map(deliveryOf), ...endOf(end), canSettle: own !== null });
}

/** Says what becomes of a delivery, once, and waits until the consumer's leader has taken it. */
export async function settle(deps: PipeDeps, args: SettleArgs): Promise<Result<null, InsideFailure>> {
  const { stream } = consumerPlace(args.consumer);
  const transport = ownConnection(deps, streamPlace(stream).account);
  if (!transport.ok) return transport;
  const to = args.reply.startsWith('$JS.ACK.') ? subjectOf(args.reply) : null;
  if (to === null) return err({ kind: 'unsendable' });
  const body = new TextEncoder().encode(verdictBody(args.verdict));
  const answer = await sendOnce(transport.value, deps.clock, { subject: to, body, headers: [] }, settleDeadline);
  return answer.ok ? ok(null) : err(clientFailure(answer.error));
}

function deliveryOf({ subject: sentTo, headers, body, reply }: PulledMessage): Delivery {
  const facts = ackFacts(reply) ?? { sequence: 0, delivery: 0, times: 0, at: serverMs(0), pending: 0 };
  return { subject: sentTo, headers, body, reply: reply.startsWith('$JS.ACK.') ? reply : null, ...facts };
}

/** The words of the server, from its source (2.10 to 2.15). */
const ends: readonly (readonly [code: number, pattern: RegExp, end: FetchEnd])[] = [
  [404, /./, 'empty'],
  [408, /./, 'expired'],
  [409, /^Consumer Deleted/i, 'consumerDeleted'],
  [409, /^Leadership Change|^Server Shutdown/i, 'leaderChanged'],
  [409, /MaxAckPending|^Exceeded Max ?Ack/i, 'ackPendingFull'],
];

function endOf(end: PullEnd): Pick<Fetched, 'end' | 'text'> {
  switch (end.kind) {
    case 'complete':
    case 'connectionLost':
    case 'silent':
      return { end: end.kind, text: '' };
    case 'noResponders':
      return { end: 'nobodyListens', text: '' };
    case 'status': {
      const { code, text } = end;
      const known = ends.find(([status, pattern]) => status === code && pattern.test(text));
      return { end: known?.[2] ?? 'refused', text: `${code} ${text}` };
    }
  }
}
