import type { ConsumerName } from '../ids';
import type { ConsumerCount, ReplicaModel } from './model';
import type { StreamRecord } from './record';

/**
 * How many consumers a stream has. Placement replies tell how many live with each copy, not which: a consumer with as
 * many copies as its stream is counted by all of them, one with a single copy by one. Their names, which come with the
 * configuration, settle it. A silent copy counts as it did.
 */
export function consumerCount(records: readonly StreamRecord[], copies: readonly ReplicaModel[]): ConsumerCount | null {
  const [first, ...others] = records;
  if (!first) return null;
  if (others.length === 0 && copies.length === 1) return { count: first.detail.state.consumers, complete: true };
  const names = new Set<ConsumerName>();
  let settled = 0;
  let most = 0;
  for (const { detail, source } of records) {
    const { consumers } = detail.state;
    const kept = source.kept.get(detail.name)?.consumers;
    const known = kept && kept.created === detail.created ? kept.value : [];
    most = Math.max(most, consumers);
    if (known.length !== consumers) continue;
    settled += 1;
    for (const { name } of known) names.add(name);
  }
  return { count: Math.max(most, names.size), complete: settled === copies.length };
}
