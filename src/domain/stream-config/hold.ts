import type { HeldConfig } from '../command/looked';
import { compare, max, subtract, type Count, type Limit } from '../count';
import type { ServerName } from '../ids';
import { deepEqual } from '../same';
import type { Version } from '../version';
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
import type { ExistingStream, Room, StreamContext } from './context';
import { streamChanges, type StreamChange } from './diff';
import { effectiveStream } from './effective';
import { streamFields, type StreamConfig } from './fields';
import { fittingServers } from './fitting';
import { natsStreamAdd, natsStreamEdit } from './nats-command';
import { finderOf } from './rules-basic';
import { validateStream } from './validate';
import { readStreamConfig, streamRequest } from './wire';

/** A stream that is there, as `STREAM.INFO` told it. */
export interface PresentStream {
  /** As it came, integers exact. */
  readonly config: unknown;
  readonly created: string;
  readonly messages: Count;
  readonly bytes: Count;
}

/** What else is known of where it is to be. */
export interface StreamWorld {
  readonly version: Version | null;
  /** The other streams of the account. */
  readonly streams: readonly ExistingStream[];
  readonly room: Room;
  /** Servers with a copy of it. */
  readonly members: readonly ServerName[];
}

/** Holds a stream's configuration that is asked for against the one that is there (`null`: none is). */
export function holdStream(text: string, present: PresentStream | null, world: StreamWorld): HeldConfig {
  const { reading, problems } = readAsked(text, readStreamConfig);
  const there = present === null ? null : readStreamConfig(present.config);
  const told = {
    present: there && jsonText(streamRequest(there.config, there.unknown)),
    created: present?.created ?? '',
  };
  if (reading === null) return { ...nothingHeld, ...told, problems };
  const { config } = reading;
  const request = streamRequest(config, keptUnknown(reading.unknown, there?.unknown ?? []));
  // What stood in a part that goes is not asked for any more.
  const { unknown } = readStreamConfig(request);
  const context = contextOf(there, world);
  const effective = effectiveStream(config, { version: world.version, find: finderOf(context) });
  const marks = there === null ? [] : streamChanges(there.config, effective, world.version);
  return {
    ...told,
    name: config.name,
    body: jsonText(request),
    cli: there === null ? natsStreamAdd(config).text : natsStreamEdit(config),
    replicas: Number(effective.replicas),
    replicasNow: there === null ? 0 : Number(there.config.replicas),
    // What is there and cannot be read would be lost, whatever is asked for.
    problems: [
      ...problems,
      ...misreadProblems(there?.misread ?? []),
      ...refusals(streamFields, validateStream(config, context)),
    ],
    ...(there === null ? noChange : changed(there, { config: effective, unknown }, marks, present)),
    differing:
      there === null ? [] : differingFields(streamFields, { config: effective, unknown }, there, lenient(config)),
    candidates: fittingServers(effective, world.room, there === null ? [] : world.members).candidates.flatMap(
      ({ server, obstacles }) => (obstacles.length === 0 ? [server] : []),
    ),
  };
}

const noChange = { changes: [], seals: false, moves: false, messages: 0 } as const;

function contextOf(there: Reading<StreamConfig> | null, world: StreamWorld): StreamContext {
  const { version, streams, room, members } = world;
  const edited = there === null ? null : { config: there.config, members, consumers: [] };
  return { version, streams, limits: null, room, edited };
}

/** Follows the origin's setting, which may be of an account that is not read. */
function lenient({ mirror }: StreamConfig): readonly (keyof typeof streamFields)[] {
  return mirror === null ? [] : ['mirrorDirect'];
}

function changed(
  there: Reading<StreamConfig>,
  after: Pick<Reading<StreamConfig>, 'config' | 'unknown'>,
  marks: readonly StreamChange[],
  present: PresentStream | null,
): Pick<HeldConfig, 'changes' | 'seals' | 'moves' | 'messages'> {
  const { config: before } = there;
  const free = { kind: 'free' } as const;
  return {
    changes: changesOf(streamFields, there, after, (field) => marks.find((one) => one.field === field)?.mark ?? free),
    seals: after.config.sealed && !before.sealed,
    moves: after.config.replicas !== before.replicas || !deepEqual(after.config.placement, before.placement),
    messages: deleted(marks, after.config, present),
  };
}

/** Messages that tighter limits delete at once. */
function deleted(marks: readonly StreamChange[], after: StreamConfig, present: PresentStream | null): Count | null {
  let most: Count = 0;
  for (const { field, mark } of marks) {
    if (mark.kind !== 'cannotUndo' || mark.why !== 'deletesMessages') continue;
    const beyond =
      field === 'maxMsgs'
        ? beyondLimit(present?.messages, after.maxMsgs)
        : field === 'maxBytes' && beyondLimit(present?.bytes, after.maxBytes) === 0
          ? 0
          : null;
    if (beyond === null) return null;
    most = max(most, beyond);
  }
  return most;
}

function beyondLimit(amount: Count | undefined, limit: Limit): Count | null {
  if (amount === undefined) return null;
  return limit === 'unlimited' || compare(amount, limit) <= 0 ? 0 : subtract(amount, limit);
}
