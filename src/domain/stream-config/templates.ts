import { day, durationNs, minute } from '../asset-config/duration';
import { defaults } from '../asset-config/config';
import type { Since } from '../asset-config/field';
import { streamConfig, type StreamConfig } from './fields';
import { sourceFields } from './source-fields';

/** What a template is filled with. */
export interface TemplateInput {
  readonly name: string;
  /** As many copies as the cluster may well have; a template may want fewer. */
  readonly replicas: number;
  /** Streams to copy from, for templates that do. */
  readonly origins: readonly string[];
}

/** A proven set of settings for one purpose: a beginning, all of which may be changed. */
export interface Template {
  readonly since: Since;
  /** How many streams it copies from. */
  readonly origins: 'none' | 'one' | 'some';
  readonly make: (input: TemplateInput) => StreamConfig;
}

const from = (name: string) => ({ ...defaults(sourceFields), name });
const under = (name: string) => [`${name}.>`];

export const streamTemplates = {
  /** Everything that happened, for a time, for any number of readers. */
  eventLog: {
    since: '2.9',
    origins: 'none',
    make: ({ name, replicas }) =>
      streamConfig({ name, replicas, subjects: under(name), maxAge: durationNs(30, day), allowDirect: true }),
  },
  /** Each message for one worker, gone when it is done; a full queue refuses more. */
  workQueue: {
    since: '2.9',
    origins: 'none',
    make: ({ name, replicas }) =>
      streamConfig({
        name,
        replicas,
        subjects: under(name),
        retention: 'workqueue',
        discard: 'new',
        maxMsgs: 1_000_000,
      }),
  },
  /** Kept until all who are interested have taken it. */
  interest: {
    since: '2.9',
    origins: 'none',
    make: ({ name, replicas }) =>
      streamConfig({ name, replicas, subjects: under(name), retention: 'interest', maxAge: durationNs(7, day) }),
  },
  /** The latest message of each subject: states, positions, prices. */
  latestValue: {
    since: '2.9',
    origins: 'none',
    make: ({ name, replicas }) =>
      streamConfig({
        name,
        replicas,
        subjects: under(name),
        maxMsgsPerSubject: 1,
        allowDirect: true,
        allowRollup: true,
      }),
  },
  /** As clients make a key-value bucket: named and laid out so that they find it. */
  keyValue: {
    since: '2.9',
    origins: 'none',
    make: ({ name, replicas }) =>
      streamConfig({
        name: `KV_${name}`,
        replicas,
        subjects: [`$KV.${name}.>`],
        maxMsgsPerSubject: 1,
        discard: 'new',
        allowRollup: true,
        denyDelete: true,
        allowDirect: true,
        duplicateWindow: 2 * minute,
      }),
  },
  /** An exact copy of one stream, read-only, for another place or for reading near by. */
  mirror: {
    since: '2.9',
    origins: 'one',
    make: ({ name, replicas, origins: [origin = ''] }) =>
      streamConfig({ name, replicas, mirror: from(origin), allowDirect: true, mirrorDirect: true }),
  },
  /** Several streams flowing into one. */
  aggregate: {
    since: '2.9',
    origins: 'some',
    make: ({ name, replicas, origins }) =>
      streamConfig({ name, replicas, sources: origins.map(from), maxAge: durationNs(30, day) }),
  },
  /** One copy at the edge that holds what could not be sent on yet, within the space it has. */
  edgeBuffer: {
    since: '2.10',
    origins: 'none',
    make: ({ name }) =>
      streamConfig({
        name,
        subjects: under(name),
        maxBytes: 1_073_741_824,
        maxAge: durationNs(3, day),
        compression: 's2',
      }),
  },
  /** Sums that many may add to. */
  counter: {
    since: '2.12',
    origins: 'none',
    make: ({ name, replicas }) =>
      streamConfig({ name, replicas, subjects: under(name), allowMsgCounter: true, allowDirect: true }),
  },
  /** Messages that are to be published later, or again and again. */
  scheduled: {
    since: '2.12',
    origins: 'none',
    make: ({ name, replicas }) =>
      streamConfig({
        name,
        replicas,
        subjects: under(name),
        allowMsgSchedules: true,
        allowMsgTtl: true,
        allowRollup: true,
        allowDirect: true,
      }),
  },
} as const satisfies Readonly<Record<string, Template>>;

export type TemplateName = keyof typeof streamTemplates;
