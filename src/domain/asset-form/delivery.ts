import { count, type Count } from '../count';
import type { ConsumerConfig } from '../consumer-config/fields';

/** A message of the made-up stream in which deliveries are shown. */
interface Example {
  readonly sequence: number;
  /** One of two. */
  readonly subject: 'a' | 'b';
  /** It came after the consumer was made. */
  readonly isLater: boolean;
}

/** What becomes of it: `order` from 1 on; `null`: it is not delivered. */
export interface Fate {
  readonly example: Example;
  readonly order: number | null;
  readonly why: 'delivered' | 'before' | 'filtered' | 'notLast';
}

/** Eight messages that were there before, two that come later. */
const examples: readonly Example[] = (['a', 'b', 'a', 'a', 'b', 'a', 'b', 'a', 'b', 'a'] as const).map(
  (subject, index) => ({ sequence: index + 1, subject, isLater: index >= 8 }),
);

/**
 * Which of them a consumer delivers, by its deliver policy. A filter takes `a` and leaves `b`: what the filter is does not
 * matter for the picture. A start is drawn in the middle, whatever it is.
 */
export function deliveries({
  deliverPolicy,
  filterSubject,
  filterSubjects,
}: Pick<ConsumerConfig, 'deliverPolicy' | 'filterSubject' | 'filterSubjects'>): readonly Fate[] {
  const filters = filterSubject === '' ? filterSubjects : [filterSubject];
  const isFiltered = filters.length > 0 && !filters.includes('>');
  const wanted = examples.filter(({ subject }) => !isFiltered || subject === 'a');
  const begins = beginning(deliverPolicy, wanted);
  let order = 0;
  return examples.map((example): Fate => {
    if (!wanted.includes(example)) return { example, order: null, why: 'filtered' };
    if (!begins(example))
      return { example, order: null, why: deliverPolicy === 'last_per_subject' ? 'notLast' : 'before' };
    order += 1;
    return { example, order, why: 'delivered' };
  });
}

/** Where a given sequence or time is drawn. */
const drawnStart = 5;

function beginning(policy: ConsumerConfig['deliverPolicy'], wanted: readonly Example[]): (one: Example) => boolean {
  const present = wanted.filter(({ isLater }) => !isLater);
  switch (policy) {
    case 'all':
      return () => true;
    case 'new':
      return ({ isLater }) => isLater;
    case 'last':
      return ({ sequence }) => sequence >= (present.at(-1)?.sequence ?? 0);
    case 'by_start_sequence':
    case 'by_start_time':
      return ({ sequence }) => sequence >= drawnStart;
    case 'last_per_subject': {
      const last = new Set((['a', 'b'] as const).map((subject) => present.findLast((one) => one.subject === subject)));
      return (one) => one.isLater || last.has(one);
    }
  }
}

/** When a message that nobody acknowledges is delivered again. */
export interface Tries {
  /** Time since the first delivery (ns), of the second, third, ... one; as many as are drawn. */
  readonly again: readonly Count[];
  /** It is given up after these; `false`: it goes on, every `every` ns. */
  readonly ends: boolean;
  readonly every: Count;
}

/** Deliveries that are drawn at most. */
const drawn = 6;

export function tries({ ackWait, backoff, maxDeliver }: ConsumerConfig): Tries {
  const waits = backoff.length > 0 ? backoff : [ackWait];
  const last = waits.at(-1) ?? 0;
  const total = maxDeliver === 'unlimited' || maxDeliver <= 0 ? null : Number(maxDeliver);
  const shown = Math.min(total === null ? Math.max(waits.length, 2) : total - 1, drawn);
  const again: Count[] = [];
  let at = 0n;
  for (let index = 0; index < shown; index += 1) {
    at += BigInt(waits[index] ?? last);
    again.push(count(at));
  }
  return { again, ends: total !== null && total - 1 <= drawn, every: last };
}
