import { deepEqual } from '../same';
import type { Count } from '../count';
import { defaults } from '../asset-config/config';
import { goDuration } from '../asset-config/duration';
import type { NatsCommand } from '../asset-config/export';
import { jsonText } from '../asset-config/json-text';
import { argumentsOnly, looksLikeOption, shellCommand, withHereDocument, withNames } from '../asset-config/shell';
import { metadataOptions } from '../stream-config/nats-command';
import { consumerFields, isPush, nameOfConsumer, type ConsumerConfig, type ConsumerField } from './fields';
import { consumerSettings } from './wire';

/*
 * `nats consumer add` of natscli 0.4.0 (cli/consumer_command.go). Where an option would say something else than is meant,
 * the configuration is handed over as a file, which the tool reads from its standard input. `npm run check:exports` runs all
 * of it on real servers.
 */

/** Options for one field; `null`: it has none for this value. */
type Options = readonly string[] | null;

/** The command that creates the consumer, without a question asked. */
export function natsConsumerAdd(stream: string, config: ConsumerConfig): NatsCommand<ConsumerField> {
  const standard = defaults(consumerFields);
  const all: readonly string[] = Object.keys(config);
  const options = all
    .filter((key): key is ConsumerField => key in optionsOf)
    .filter((field) => !deepEqual(config[field], standard[field]) || 'always' in consumerFields[field])
    .map((field) => ({ field, options: argumentsOnly(optionsOf[field](config)) }));
  const byFile = options.filter((one) => one.options === null).map(({ field }) => field);
  if (byFile.length > 0 || looksLikeOption(stream)) return { text: addByDocument(stream, config), byFile };
  const given = [...kindOptions(config), ...options.flatMap((one) => one.options ?? [])];
  const words = ['nats', 'consumer', 'add', stream, nameOfConsumer(config), '--defaults'];
  return { text: shellCommand(words, given), byFile };
}

/**
 * The command that gives a consumer this configuration, all fields of it. The tool edits durable consumers only, and none
 * whose back-off brings another wait with it; adding sends the same request.
 */
export function natsConsumerEdit(stream: string, config: ConsumerConfig): string {
  if (config.durableName === '' || config.backoff.length > 0) return addByDocument(stream, config);
  return byDocument('edit', withNames([stream, config.durableName], ['--force']), config);
}

const addByDocument = (stream: string, config: ConsumerConfig) => byDocument('add', withNames([stream], []), config);

function byDocument(verb: 'add' | 'edit', rest: readonly string[], config: ConsumerConfig): string {
  const words = ['nats', 'consumer', verb, '--config', '/dev/stdin', ...rest];
  return withHereDocument(words, jsonText(consumerSettings(config)));
}

const kindOptions = (config: ConsumerConfig): readonly string[] => [
  isPush(config) ? `--target=${config.deliverSubject}` : '--pull',
  ...(config.durableName === '' ? ['--ephemeral'] : []),
];

const flag = (name: string) => (): Options => [`--${name}`];
const whole = (name: string, value: Count): Options => (value < 0 ? null : [`--${name}=${value}`]);
const lasting = (name: string, value: Count): Options => (value < 0 ? null : [`--${name}=${goDuration(value)}`]);
/** Said by another field's options, or by the command itself. */
const elsewhere = (): Options => [];

const optionsOf: Readonly<Record<ConsumerField, (config: ConsumerConfig) => Options>> = {
  durableName: ({ durableName }) => (looksLikeOption(durableName) ? null : []),
  name: ({ name }) => (looksLikeOption(name) ? null : []),
  description: ({ description }) => [`--description=${description}`],
  filterSubject: ({ filterSubject }) => [`--filter=${filterSubject}`],
  // One alone would become the other field.
  filterSubjects: ({ filterSubjects: all }) => (all.length === 1 ? null : all.map((one) => `--filter=${one}`)),
  deliverPolicy: deliverOptions,
  optStartSeq: elsewhere,
  optStartTime: elsewhere,
  // For push consumers the tool's own choice wins over the option.
  replayPolicy: (config) =>
    config.replayPolicy === 'original' && isPush(config) ? null : [`--replay=${config.replayPolicy}`],
  headersOnly: flag('headers-only'),
  ackPolicy: ({ ackPolicy }) => [`--ack=${ackPolicy}`],
  ackWait: ({ ackWait }) => lasting('wait', ackWait),
  maxDeliver: ({ maxDeliver, ackPolicy }) =>
    maxDeliver === 'unlimited' || ackPolicy === 'none' ? null : whole('max-deliver', maxDeliver),
  backoff: () => null,
  maxAckPending: ({ maxAckPending }) => (maxAckPending === 'unlimited' ? null : whole('max-pending', maxAckPending)),
  sampleFrequency: ({ sampleFrequency }) => {
    // Kept as it is written: the tool writes a bare number from 1 to 100.
    return /^(?:[1-9]\d?|100)$/.test(sampleFrequency) ? [`--sample=${sampleFrequency}`] : null;
  },
  maxWaiting: (config) => (isPush(config) ? null : whole('max-waiting', config.maxWaiting)),
  maxRequestBatch: ({ maxRequestBatch }) => whole('max-pull-batch', maxRequestBatch),
  maxRequestExpires: ({ maxRequestExpires }) => lasting('max-pull-expire', maxRequestExpires),
  maxRequestMaxBytes: ({ maxRequestMaxBytes }) => whole('max-pull-bytes', maxRequestMaxBytes),
  // Given by `kindOptions`.
  deliverSubject: ({ deliverSubject }) => (deliverSubject.includes('\0') ? null : []),
  deliverGroup: ({ deliverGroup }) => [`--deliver-group=${deliverGroup}`],
  rateLimit: (config) => (isPush(config) ? whole('bps', config.rateLimit) : null),
  flowControl: (config) => (isPush(config) ? ['--flow-control'] : null),
  heartbeat: (config) => (isPush(config) ? lasting('heartbeat', config.heartbeat) : null),
  replicas: ({ replicas }) => whole('replicas', replicas),
  memoryStorage: flag('memory'),
  priorityPolicy: priorityOptions,
  priorityGroups: ({ priorityPolicy }) => (priorityPolicy === 'none' ? null : []),
  priorityTimeout: ({ priorityPolicy }) => (priorityPolicy === 'pinned_client' ? [] : null),
  inactiveThreshold: ({ inactiveThreshold }) => lasting('inactive-threshold', inactiveThreshold),
  pauseUntil: ({ pauseUntil }) => {
    const [, date, time] = /^(\d{4}-\d\d-\d\d)T(\d\d:\d\d:\d\d)Z$/.exec(pauseUntil ?? '') ?? [];
    return date === undefined || time === undefined ? null : [`--pause=${date} ${time}`];
  },
  metadata: ({ metadata }) => metadataOptions(metadata),
  direct: () => null,
  sourcing: () => null,
};

/** A moment can only be given as so long ago. */
function deliverOptions({ deliverPolicy: policy, optStartSeq, optStartTime }: ConsumerConfig): Options {
  switch (policy) {
    case 'by_start_time':
      return null;
    case 'by_start_sequence':
      return optStartTime === null && optStartSeq > 0 ? [`--deliver=${optStartSeq}`] : null;
    case 'all':
    case 'last':
    case 'new':
    case 'last_per_subject':
      if (optStartSeq !== 0 || optStartTime !== null) return null;
      return [`--deliver=${policy === 'last_per_subject' ? 'subject' : policy}`];
  }
}

/** The groups of an overflow policy get lost in the tool. */
function priorityOptions({ priorityPolicy, priorityGroups: groups, priorityTimeout }: ConsumerConfig): Options {
  switch (priorityPolicy) {
    case 'pinned_client':
      return [
        ...groups.map((group) => `--pinned-groups=${group}`),
        ...(priorityTimeout === 0 ? [] : [`--pinned-ttl=${goDuration(priorityTimeout)}`]),
      ];
    case 'prioritized':
      return groups.map((group) => `--prioritized-groups=${group}`);
    case 'overflow':
    case 'none':
      return null;
  }
}
