import type { HeldConfig } from '../command/looked';
import type { StreamName } from '../ids';
import {
  changesOf,
  differingFields,
  keptUnknown,
  misreadProblems,
  nothingHeld,
  readAsked,
  refusals,
} from '../asset-config/hold';
import { jsonText } from '../asset-config/json-text';
import type { Reading } from '../asset-config/read';
import type { ConsumerContext } from './context';
import { consumerChanges } from './diff';
import { effectiveConsumer } from './effective';
import { consumerFields, nameOfConsumer, type ConsumerConfig } from './fields';
import { natsConsumerAdd, natsConsumerEdit } from './nats-command';
import { validateConsumer } from './validate';
import { consumerRequest, consumerSettings, readConsumerConfig } from './wire';

/** A consumer that is there, as `CONSUMER.INFO` told it. */
export interface PresentConsumer extends Reading<ConsumerConfig> {
  readonly created: string;
}

/** Holds a consumer's configuration that is asked for against the one that is there (`null`: none is). */
export function holdConsumer(
  text: string,
  present: PresentConsumer | null,
  stream: StreamName,
  world: Omit<ConsumerContext, 'edited'>,
): HeldConfig {
  const { reading, problems } = readAsked(text, readConsumerConfig);
  const told = {
    present: present && jsonText(consumerSettings(present.config, present.unknown)),
    created: present?.created ?? '',
  };
  if (reading === null) return { ...nothingHeld, ...told, problems };
  // An update leaves the pause as it is, whatever it says.
  const config = present === null ? reading.config : { ...reading.config, pauseUntil: present.config.pauseUntil };
  const unknown = keptUnknown(reading.unknown, present?.unknown ?? []);
  const effective = effectiveConsumer(config, world);
  const expected = { config: effective, unknown };
  const context = { ...world, edited: present?.config ?? null };
  return {
    ...nothingHeld,
    ...told,
    name: nameOfConsumer(config),
    body: jsonText(consumerRequest(stream, config, present === null ? 'create' : 'update', unknown)),
    cli: present === null ? natsConsumerAdd(stream, config).text : natsConsumerEdit(stream, config),
    replicas: Number(effective.replicas),
    replicasNow: Number(present?.config.replicas ?? 0),
    // What is there and cannot be read would be lost, whatever is asked for.
    problems: [
      ...problems,
      ...misreadProblems(present?.misread ?? []),
      ...refusals(consumerFields, validateConsumer(config, context)),
    ],
    changes: present === null ? [] : changesOf(consumerFields, present, expected, markIn(present.config, effective)),
    differing: present === null ? [] : differingFields(consumerFields, expected, present, lenient(reading.config)),
  };
}

function markIn(before: ConsumerConfig, after: ConsumerConfig) {
  const changes = consumerChanges(before, after);
  return (field: string) => changes.find((one) => one.field === field)?.mark ?? ({ kind: 'free' } as const);
}

/** Left out, it is what the account's limits say, which are not read. */
function lenient({ maxAckPending }: ConsumerConfig): readonly (keyof typeof consumerFields)[] {
  return maxAckPending === 0 ? ['maxAckPending'] : [];
}
