import { durationNs, hour, millisecond, minute, second } from '../../domain/asset-config/duration';
import { streamConfig, type StreamConfig } from '../../domain/stream-config/fields';
import { plainStream, streamBreakages } from './stream-breakages';
import type { Random } from './random';
import { source } from './sources';
import { accountNames, type StreamTry } from './stream-world';

/** A stream that breaks one rule alone. */
export function brokenStream(rule: keyof typeof streamBreakages, random: Random): StreamTry {
  const name = `B${random.word(10)}`;
  const good = streamConfig(plainStream(random, { name, subjects: [`${name}.>`] }));
  const { account = 'APP', before = null, consumer = null, ...change } = streamBreakages[rule](good, random);
  return { account, before, consumer, config: { ...good, ...change } };
}

/** A stream of many settings at once, some of which may not go together. */
export function anyStream(random: Random): StreamTry {
  const name = `R${random.word(10)}`;
  const config = streamConfig({ name, subjects: [`${name}.>`], ...someSettings(name, random) });
  const edits = random.chance(0.25);
  return {
    account: edits ? random.pick(['APP', 'BARE']) : random.pick([...accountNames, 'APP', 'APP', 'BARE'] as const),
    before: edits ? streamConfig({ name, subjects: [`${name}.>`], maxBytes: 1_000 }) : null,
    consumer: null,
    config,
  };
}

function someSettings(name: string, random: Random): Partial<StreamConfig> {
  const settings = Object.entries(choices(name, random));
  const density = random.pick([0.03, 0.06, 0.12]);
  return Object.fromEntries(settings.filter(() => random.chance(density)));
}

/** A value for each field, now and then a bad one. */
function choices(name: string, random: Random): Partial<StreamConfig> {
  const { pick } = { pick: <T>(from: readonly T[]) => random.pick(from) };
  const subject = () => pick([`${name}.a`, `${name}.*`, `${name}.b.>`, `x${name}`, 'taken.a', `${name}..a`]);
  return {
    description: pick(['text', 'x'.repeat(4096)]),
    subjects: pick([[subject()], [subject(), subject()], [], [`${name}.1`, `${name}.2`]]),
    retention: pick(['interest', 'workqueue']),
    storage: 'memory',
    replicas: pick([0, 1, 2, 3, 4]),
    maxAge: pick([durationNs(90, minute), 100 * millisecond, 50 * millisecond]),
    maxBytes: pick([1_000, 1_000_000, 3_000_000, 6_000_000, -7]),
    maxMsgs: pick([1, 100_000, -2]),
    maxMsgsPerSubject: pick([1, 10]),
    maxMsgSize: pick([1_000, 4_096, 2 ** 31 - 1]),
    discard: 'new',
    discardNewPerSubject: true,
    maxConsumers: pick([1, 5, 6]),
    consumerLimits: { inactiveThreshold: pick([0, hour]), maxAckPending: pick([0, 10]) },
    placement: { cluster: pick(['', 'C1', 'C2']), tags: pick([[], ['az:a'], ['!az:b'], ['AZ:C']]), preferred: '' },
    mirror: anySource(random),
    sources: pick([[anySource(random)], [anySource(random), anySource(random)]]),
    subjectTransform: {
      source: pick(['', `${name}.*`, `${name}.>`]),
      destination: pick(['', 'x.$1', 'x.>', 'x.{{partition(3,1)}}', 'x']),
    },
    republish: {
      source: pick(['', '>', `${name}.*`, `${name}.>`]),
      destination: pick(['copy.>', 'copy.$1', `${name}.again.>`, 'copy', 'copy.{{left(1,2)}}', '>']),
      headersOnly: random.chance(0.5),
    },
    denyDelete: true,
    denyPurge: true,
    duplicateWindow: pick([minute, 100 * millisecond, durationNs(3, hour)]),
    noAck: true,
    allowRollup: true,
    allowMsgTtl: true,
    subjectDeleteMarkerTtl: pick([second, durationNs(2, minute)]),
    allowMsgCounter: true,
    allowAtomicPublish: true,
    allowBatchPublish: true,
    allowMsgSchedules: true,
    allowDirect: true,
    mirrorDirect: true,
    compression: 's2',
    firstSeq: pick([1, 77]),
    persistMode: 'async',
    metadata: { a: 'b' },
  };
}

function anySource(random: Random) {
  return source({
    name: random.pick(['ORIGIN', 'GONE', 'LOOP', 'TAKEN', 'a.b']),
    ...(random.chance(0.2) ? { filterSubject: random.pick(['origin.a', 'taken.>', 'a..b']) } : {}),
    ...(random.chance(0.2) ? { optStartSeq: 5 } : {}),
    ...(random.chance(0.2) ? { optStartTime: '2026-01-02T03:04:05Z' } : {}),
    ...(random.chance(0.2)
      ? { external: { api: random.pick(['hub.api', '$JS.API', '']), deliver: random.pick(['', 'hub.to', 'taken']) } }
      : {}),
    ...(random.chance(0.2)
      ? {
          subjectTransforms: [
            { source: random.pick(['', 'origin.*', 'a.>']), destination: random.pick(['', 'b.$1', 'b.>', 'b']) },
          ],
        }
      : {}),
  });
}
