import { durationNs, minute, second } from '../asset-config/duration';
import type { Since } from '../asset-config/field';
import { consumerConfig, type ConsumerConfig } from './fields';

/** A proven set of settings for one purpose: a beginning, all of which may be changed. */
export interface ConsumerTemplate {
  readonly since: Since;
  readonly make: (name: string) => ConsumerConfig;
}

const durable = (name: string, given: Partial<ConsumerConfig>) => consumerConfig({ durableName: name, name, ...given });

export const consumerTemplates = {
  /** Workers that ask for messages and acknowledge each. */
  workers: { since: '2.9', make: (name) => durable(name, { ackPolicy: 'explicit' }) },
  /** The same, with longer and longer waits before a message is tried again, and an end to it. */
  patientWorkers: {
    since: '2.9',
    make: (name) =>
      durable(name, {
        ackPolicy: 'explicit',
        backoff: [second, 10 * second, durationNs(1, minute), durationNs(10, minute)],
        maxDeliver: 5,
      }),
  },
  /** One reader in order, as fast as it goes, that keeps its own place. */
  reader: { since: '2.9', make: (name) => durable(name, { ackPolicy: 'none' }) },
  /** Only what comes from now on. */
  fromNowOn: { since: '2.9', make: (name) => durable(name, { ackPolicy: 'explicit', deliverPolicy: 'new' }) },
  /** One client at a time, the next one when it falls silent. */
  oneAtATime: {
    since: '2.11',
    make: (name) => durable(name, { ackPolicy: 'explicit', priorityPolicy: 'pinned_client', priorityGroups: ['main'] }),
  },
} as const satisfies Readonly<Record<string, ConsumerTemplate>>;

export type ConsumerTemplateName = keyof typeof consumerTemplates;
