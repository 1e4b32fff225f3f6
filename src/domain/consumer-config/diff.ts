import { changesBetween, type FieldChange, type Mark } from '../asset-config/diff';
import { consumerFields, isPush, type ConsumerConfig, type ConsumerField } from './fields';

export type ConsumerChange = FieldChange<typeof consumerFields, ConsumerField>;

/** What an edit changes, and which of it cannot be done. */
export function consumerChanges(before: ConsumerConfig, after: ConsumerConfig): readonly ConsumerChange[] {
  return changesBetween(consumerFields, before, after, (field) => markOf(field, before, after));
}

function markOf(field: ConsumerField, before: ConsumerConfig, after: ConsumerConfig): Mark {
  const { edit } = consumerFields[field];
  if (edit.kind === 'free') return { kind: 'free' };
  const moves = edit.why === 'whileUnbound' && isPush(before) === isPush(after);
  return moves ? { kind: 'free' } : { kind: 'cannotChange', why: edit.why };
}
