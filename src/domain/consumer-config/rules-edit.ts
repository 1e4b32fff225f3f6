import { moment } from '../asset-config/moment';
import type { ConsumerContext } from './context';
import { effectiveConsumer } from './effective';
import { isPush, type ConsumerConfig } from './fields';
import type { ConsumerFindings } from './rules';

/** Fields that no update changes (`checkNewConsumerConfig`). */
const fixed = [
  'deliverPolicy',
  'optStartSeq',
  'ackPolicy',
  'replayPolicy',
  'heartbeat',
  'flowControl',
  'maxWaiting',
  'memoryStorage',
  'direct',
  'sourcing',
] as const;

/** What an update may not do. `config` is as the server will have it. */
export function checkEdit(config: ConsumerConfig, context: ConsumerContext, find: ConsumerFindings): void {
  if (context.edited === null) return;
  const before = effectiveConsumer(context.edited, context);
  for (const field of fixed) {
    // Turning a push consumer into a pull one changes this on the way: the one reason is enough.
    if (field === 'maxWaiting' && isPush(config) !== isPush(before)) continue;
    find.when(config[field] !== before[field], 'fieldChanged', field, { before: String(before[field]) });
  }
  const moved = moment(config.optStartTime ?? '') !== moment(before.optStartTime ?? '');
  find.when(moved, 'fieldChanged', 'optStartTime', { before: before.optStartTime ?? '' });
  if (config.deliverSubject !== before.deliverSubject) {
    const exchanged = isPush(config) !== isPush(before);
    find.add(exchanged ? 'pushAndPullExchanged' : 'deliverSubjectMoves', 'deliverSubject');
  }
  find.when(config.pauseUntil !== before.pauseUntil, 'pauseNotByEdit', 'pauseUntil');
}
