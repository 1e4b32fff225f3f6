import { approximate, type Count, type Limit } from '../count';

/** What a stream is going to take, at a rate and a size that somebody states. */
export interface Estimate {
  /** Bytes a day of one copy. */
  readonly bytesPerDay: number;
  /** Bytes of one copy once its limits hold it; `null`: nothing limits it, it grows until the disk is full. */
  readonly settled: number | null;
  /** Which of the limits is met first. */
  readonly by: 'maxBytes' | 'maxMsgs' | 'maxAge' | null;
  /** Until that limit is met (s); `null`: no limit, or no messages. */
  readonly fullAfter: number | null;
}

/** Bytes that a message of the file store takes beside subject, headers and body (2.15: 22 of record, 8 of checksum). */
const recordBytes = 30;

const secondsOfDay = 86_400;

/**
 * `rate`: messages a second; `size`: bytes of one with its subject and headers. Interest and work queues drop messages
 * sooner than their limits do.
 */
export function estimate(
  { maxAge, maxBytes, maxMsgs }: { readonly maxAge: Count; readonly maxBytes: Limit; readonly maxMsgs: Limit },
  { rate, size }: { readonly rate: number; readonly size: number },
): Estimate {
  const each = size + recordBytes;
  const perSecond = rate * each;
  const limits = [
    { by: 'maxBytes', bytes: positive(maxBytes) },
    { by: 'maxMsgs', bytes: times(positive(maxMsgs), each) },
    { by: 'maxAge', bytes: times(positive(maxAge), perSecond / 1e9) },
  ] as const;
  const [first] = limits
    .filter((limit): limit is { by: typeof limit.by; bytes: number } => limit.bytes !== null)
    .sort((a, b) => a.bytes - b.bytes);
  return {
    bytesPerDay: perSecond * secondsOfDay,
    settled: first?.bytes ?? null,
    by: first?.by ?? null,
    fullAfter: first === undefined || perSecond === 0 ? null : first.bytes / perSecond,
  };
}

function positive(limit: Limit): number | null {
  return limit === 'unlimited' || limit <= 0 ? null : approximate(limit);
}

const times = (amount: number | null, factor: number) => (amount === null ? null : amount * factor);
