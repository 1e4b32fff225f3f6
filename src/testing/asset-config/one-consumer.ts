import type { ConsumerContext } from '../../domain/consumer-config/context';
import { consumerConfig, type ConsumerConfig } from '../../domain/consumer-config/fields';
import { streamConfig } from '../../domain/stream-config/fields';
import { parseVersion } from '../../domain/version';

/** A stream of three copies on servers of 2.15.1 without any consumer, and without limits. */
export const bareContext: ConsumerContext = {
  version: parseVersion('2.15.1'),
  stream: streamConfig({ name: 'S', subjects: ['s.>'], replicas: 3 }),
  consumers: [],
  limits: null,
  edited: null,
};

/** A consumer that has nothing but its name, explicit acknowledgement, and what is given. */
export const consumerOf = (given: Partial<ConsumerConfig>): ConsumerConfig =>
  consumerConfig({ durableName: 'C', ackPolicy: 'explicit', ...given });
