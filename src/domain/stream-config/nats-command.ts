import { deepEqual } from '../same';
import type { Count, Limit } from '../count';
import { defaults } from '../asset-config/config';
import { goDuration } from '../asset-config/duration';
import type { NatsCommand } from '../asset-config/export';
import { jsonText } from '../asset-config/json-text';
import { argumentsOnly, looksLikeOption, shellCommand, withHereDocument, withNames } from '../asset-config/shell';
import { writeConfig } from '../asset-config/write';
import { bucketOf } from '../inside/buckets';
import { asToolsTakeIt } from './effective';
import type { StreamConfig, StreamField } from './fields';
import { streamFields } from './fields';
import { sourceFields, type Source } from './source-fields';
import { streamRequest } from './wire';

/*
 * `nats stream add` of natscli 0.4.0 (cli/stream_command.go). Where an option would say something else than is meant, the
 * configuration is handed over as a file, which the tool reads from its standard input. `npm run check:exports` runs all of
 * it on real servers.
 */

/** Options for one field; `null`: it has none for this value. */
type Options = readonly string[] | null;

/** The command that creates the stream, without a question asked. */
export function natsStreamAdd(given: StreamConfig): NatsCommand<StreamField> {
  const config = asToolsTakeIt(given);
  const standard = defaults(streamFields);
  const fields: readonly StreamField[] = fieldsWithOptions(config).filter(
    (field) => !deepEqual(config[field], standard[field]) || field in always,
  );
  const options = fields.map((field) => ({ field, options: argumentsOnly(optionsOf[field](config)) }));
  const byFile = options.filter((one) => one.options === null).map(({ field }) => field);
  if (byFile.length > 0) return { text: byDocument(['nats', 'stream', 'add'], [], config), byFile };
  const words = options.flatMap((one) => one.options ?? []);
  return { text: shellCommand(['nats', 'stream', 'add', config.name, '--defaults'], words), byFile };
}

/** The command that gives a stream this configuration, all fields of it. */
export function natsStreamEdit(config: StreamConfig): string {
  const words = ['nats', 'stream', 'edit'];
  // The tool asks whether the stream of a bucket is meant, in spite of `--force`: its standard input stays free for that.
  const asks = bucketOf(config.name)?.kind === 'keyValue';
  return byDocument(words, withNames([config.name], ['--force']), config, asks ? 3 : 0);
}

function byDocument(
  words: readonly string[],
  rest: readonly string[],
  config: StreamConfig,
  descriptor: 0 | 3 = 0,
): string {
  const file = descriptor === 0 ? '/dev/stdin' : `/dev/fd/${descriptor}`;
  return withHereDocument(
    [...words, '--config', file, ...rest],
    jsonText(streamRequest(asToolsTakeIt(config))),
    descriptor,
  );
}

function fieldsWithOptions(config: StreamConfig): readonly StreamField[] {
  const all: readonly string[] = Object.keys(config);
  return all.filter((key): key is StreamField => key in optionsOf);
}

/** Asked for, or set to something of the tool's own, unless they are given. */
const always = { subjects: true, allowDirect: true, sources: true } as const;

const flag = (name: string) => (): Options => [`--${name}`];
const whole = (name: string, value: Count | Limit): Options => [`--${name}=${value === 'unlimited' ? -1 : value}`];
const lasting = (name: string, value: Count): Options => [`--${name}=${goDuration(value)}`];

const optionsOf: Readonly<Record<StreamField, (config: StreamConfig) => Options>> = {
  name: ({ name }) => (looksLikeOption(name) ? null : []),
  description: ({ description }) => [`--description=${description}`],
  subjects: subjectOptions,
  retention: ({ retention }) => [`--retention=${retention === 'workqueue' ? 'work' : retention}`],
  storage: ({ storage }) => [`--storage=${storage}`],
  replicas: ({ replicas }) => whole('replicas', replicas),
  maxAge: ({ maxAge }) => lasting('max-age', maxAge),
  maxBytes: ({ maxBytes }) => byteOption('max-bytes', maxBytes),
  maxMsgs: ({ maxMsgs }) => whole('max-msgs', maxMsgs),
  maxMsgsPerSubject: ({ maxMsgsPerSubject }) => whole('max-msgs-per-subject', maxMsgsPerSubject),
  maxMsgSize: ({ maxMsgSize }) => byteOption('max-msg-size', maxMsgSize),
  discard: ({ discard }) => [`--discard=${discard}`],
  discardNewPerSubject: flag('discard-per-subject'),
  maxConsumers: ({ maxConsumers }) => whole('max-consumers', maxConsumers),
  consumerLimits: ({ consumerLimits: limits }) => [
    ...(limits && limits.inactiveThreshold !== 0
      ? [`--limit-consumer-inactive=${goDuration(limits.inactiveThreshold)}`]
      : []),
    ...(limits && limits.maxAckPending !== 0 ? [`--limit-consumer-max-pending=${limits.maxAckPending}`] : []),
  ],
  placement: ({ placement }) => {
    if (placement === null || placement.preferred !== '') return null;
    const { cluster, tags } = placement;
    return [...(cluster === '' ? [] : [`--cluster=${cluster}`]), ...tags.map((tag) => `--tag=${tag}`)];
  },
  mirror: ({ mirror }) => (mirror === null ? [] : sourceOption('mirror', mirror)),
  sources: ({ sources, duplicateWindow }) => [
    ...sources.flatMap((one) => sourceOption('source', one)),
    // The tool would ask for two minutes, which the server does not take for granted with sources.
    ...(sources.length > 0 && duplicateWindow === 0 ? ['--dupe-window=0s'] : []),
  ],
  subjectTransform: ({ subjectTransform: transform }) =>
    transform === null || transform.source === '' || transform.destination === ''
      ? null
      : [`--transform-source=${transform.source}`, `--transform-destination=${transform.destination}`],
  republish: ({ republish }) =>
    republish === null || republish.source === '' || republish.destination === ''
      ? null
      : [
          `--republish-source=${republish.source}`,
          `--republish-destination=${republish.destination}`,
          ...(republish.headersOnly ? ['--republish-headers'] : []),
        ],
  denyDelete: flag('deny-delete'),
  denyPurge: flag('deny-purge'),
  sealed: () => null,
  duplicateWindow: ({ duplicateWindow }) => lasting('dupe-window', duplicateWindow),
  noAck: flag('no-ack'),
  allowRollup: flag('allow-rollup'),
  allowMsgTtl: flag('allow-msg-ttl'),
  subjectDeleteMarkerTtl: ({ subjectDeleteMarkerTtl: ttl }) => lasting('subject-del-markers-ttl', ttl),
  allowMsgCounter: flag('allow-counter'),
  allowAtomicPublish: flag('allow-batch'),
  allowBatchPublish: flag('allow-fast'),
  allowMsgSchedules: flag('allow-schedules'),
  // On by the tool's own choice.
  allowDirect: ({ allowDirect }) => [allowDirect ? '--allow-direct' : '--no-allow-direct'],
  mirrorDirect: flag('allow-mirror-direct'),
  compression: ({ compression }) => [`--compression=${compression}`],
  firstSeq: ({ firstSeq }) => whole('first-sequence', firstSeq),
  persistMode: ({ persistMode }) => [`--persist-mode=${persistMode}`],
  metadata: ({ metadata }) => metadataOptions(metadata),
};

/** The tool asks for subjects where none are given, and takes a comma or a blank for the end of one. */
function subjectOptions({ name, subjects, mirror, sources }: StreamConfig): Options {
  if (subjects.some((one) => one === '' || /[,\s]/.test(one))) return null;
  if (subjects.length === 0) return mirror === null && sources.length === 0 ? [`--subjects=${name}`] : [];
  return subjects.map((one) => `--subjects=${one}`);
}

/** The tool takes keys up to the first colon or equals sign. */
export function metadataOptions(metadata: Readonly<Record<string, string>>): Options {
  const entries = Object.entries(metadata);
  if (entries.some(([key]) => key === '' || /[:=]/.test(key))) return null;
  return entries.map(([key, value]) => `--metadata=${key}=${value}`);
}

const sourceOption = (name: string, source: Source): readonly string[] => [
  `--${name}=${jsonText(writeConfig(sourceFields, source)).replace(/\n\s*/g, '')}`,
];

const unitsOfBytes = [
  ['T', 1_099_511_627_776n],
  ['G', 1_073_741_824n],
  ['M', 1_048_576n],
  ['K', 1_024n],
  ['', 1n],
] as const;

/** The tool reads 32 bits before the unit. */
function byteOption(name: string, value: Limit): Options {
  if (value === 'unlimited') return [`--${name}=-1`];
  const bytes = BigInt(value);
  const unit = unitsOfBytes.find(([, size]) => bytes % size === 0n && bytes / size <= 2_147_483_647n);
  return unit === undefined || bytes <= 0n ? null : [`--${name}=${bytes / unit[1]}${unit[0]}`];
}
