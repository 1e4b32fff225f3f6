import { count as exact, type Count } from '../count';
import type { ConsumerKey } from '../ids';
import { serverMs, type DurationMs, type ServerMs } from '../time';
import type { HeaderLines } from './publish';

export interface FetchArgs {
  readonly consumer: ConsumerKey;
  readonly batch: number;
  /** How long to wait for messages; 0: only what is there. */
  readonly wait: DurationMs;
}

/** Messages of one fetch, at most; each may be as large as the server allows. */
export const mostFetched = 100;

/** A message as a consumer delivered it to us, and to no other client until it is due again. */
export interface Delivery {
  readonly subject: string;
  /** `null`: there are some that cannot be read. */
  readonly headers: HeaderLines | null;
  readonly body: Uint8Array;
  /** Where it is acknowledged; `null`: the delivery does not say. */
  readonly reply: string | null;
  /** In the stream. */
  readonly sequence: Count;
  /** Of this consumer's deliveries. */
  readonly delivery: Count;
  /** How often it was delivered, this time included. */
  readonly times: number;
  /** When the stream took it. */
  readonly at: ServerMs;
  /** Messages that the consumer still has for later, as of this delivery. */
  readonly pending: Count;
}

/** How a fetch ended. What came before counts in any case. */
export type FetchEnd =
  /** As many as were asked for. */
  | 'complete'
  /** There are no more messages now. */
  | 'empty'
  /** The time was over. */
  | 'expired'
  | 'consumerDeleted'
  /** The consumer's leader changed or went: ask again. */
  | 'leaderChanged'
  /** As many deliveries wait for their acknowledgement as the consumer allows. */
  | 'ackPendingFull'
  /** No such consumer, or none with a leader. */
  | 'nobodyListens'
  | 'connectionLost'
  | 'silent'
  /** Something else; in the server's words. */
  | 'refused';

export interface Fetched {
  readonly deliveries: readonly Delivery[];
  readonly end: FetchEnd;
  /** The server's own words at the end; empty where it had none. */
  readonly text: string;
  /** False where the deliveries came through the system account: from there nothing is acknowledged. */
  readonly canSettle: boolean;
}

/** What is said of a delivery. */
export type Verdict =
  /** Done with: never delivered again. */
  | { readonly kind: 'acknowledge' }
  /** To be delivered again, at once or after a while (ms). */
  | { readonly kind: 'negative'; readonly delay: DurationMs }
  /** Never to be delivered again although nobody dealt with it. The reason (2.10.4+) goes into an advisory. */
  | { readonly kind: 'terminate'; readonly reason: string }
  /** Still at it: the time to acknowledge begins anew. */
  | { readonly kind: 'inProgress' };

export interface SettleArgs {
  readonly consumer: ConsumerKey;
  /** {@link Delivery.reply} */
  readonly reply: string;
  readonly verdict: Verdict;
}

/** What is sent to settle a delivery. */
export function verdictBody(verdict: Verdict): string {
  switch (verdict.kind) {
    case 'acknowledge':
      return '+ACK';
    case 'negative':
      // The server reads nanoseconds.
      return verdict.delay > 0 ? `-NAK {"delay": ${Math.round(verdict.delay * 1_000_000)}}` : '-NAK';
    case 'terminate':
      return verdict.reason === '' ? '+TERM' : `+TERM ${verdict.reason}`;
    case 'inProgress':
      return '+WPI';
  }
}

/** The metadata in the subject to which a delivery is acknowledged; `null`: it is none. */
export function ackFacts(reply: string): Pick<Delivery, 'sequence' | 'delivery' | 'times' | 'at' | 'pending'> | null {
  const tokens = reply.split('.');
  if (tokens[0] !== '$JS' || tokens[1] !== 'ACK') return null;
  // $JS.ACK.<stream>.<consumer>.<5 numbers>, or with <domain>.<hash of the account> before and a random token behind.
  const numbers = tokens.length === 9 ? tokens.slice(4) : tokens.length >= 11 ? tokens.slice(6, 11) : [];
  if (numbers.length !== 5 || !numbers.every((text) => /^\d{1,20}$/.test(text))) return null;
  const [times = 0n, sequence = 0n, delivery = 0n, at = 0n, pending = 0n] = numbers.map(BigInt);
  return {
    times: Number(times),
    sequence: exact(sequence),
    delivery: exact(delivery),
    at: serverMs(Number(at / 1_000_000n)),
    pending: exact(pending),
  };
}
