import type { ConsumerContext } from './context';
import { effectiveConsumer } from './effective';
import type { ConsumerConfig } from './fields';
import { ConsumerFindings, type ConsumerProblem } from './rules';
import { checkAcks, checkPriority, checkWorkQueue } from './rules-acks';
import { checkIdentity, checkRoom } from './rules-basic';
import { checkDelivery, checkFilters } from './rules-delivery';
import { checkEdit } from './rules-edit';

/**
 * All that a server would refuse in a configuration, and what is worth a thought, before it is sent: by the rules of
 * nats-server 2.15.1 (`checkConsumerCfg`, `checkNewConsumerConfig`, `jsClusteredConsumerRequest`).
 */
export function validateConsumer(config: ConsumerConfig, context: ConsumerContext): readonly ConsumerProblem[] {
  const find = new ConsumerFindings();
  const effective = effectiveConsumer(config, context);
  checkIdentity(config, context, find);
  checkRoom(effective, context, find);
  checkAcks(config, effective, find);
  checkDelivery(effective, context, find);
  checkFilters(effective, context, find);
  checkPriority(effective, find);
  checkWorkQueue(effective, context, find);
  checkEdit(effective, context, find);
  return find.found;
}
