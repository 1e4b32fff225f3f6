import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startWorld, type World } from '../../testing/asset-config/cluster';
import { Random } from '../../testing/asset-config/random';
import { anyStream, brokenStream } from '../../testing/asset-config/random-stream';
import { blamedStreamFields } from '../../testing/asset-config/stream-blame';
import { streamBreakages } from '../../testing/asset-config/stream-breakages';
import {
  accountNames,
  contextOf,
  worldStreams,
  type AccountName,
  type StreamTry,
} from '../../testing/asset-config/stream-world';
import type { Answer } from '../../testing/asset-config/cluster';
import { jsonText } from '../asset-config/json-text';
import type { Limits, Room } from './context';
import type { StreamConfig } from './fields';
import type { StreamProblem } from './rules';
import { isRefused, validateStream } from './validate';
import { streamRequest } from './wire';

const full = Boolean(process.env['CONCLAVE_FULL']);
/** Each rule is broken so often, and so many streams of mixed settings are tried. */
const times = full ? 3 : 1;
const mixed = full ? 600 : 60;

const rules = Object.keys(streamBreakages) as (keyof typeof streamBreakages)[];
const seeded = (seed: number) => new Random(seed * 7_919 + 1);
const tries: readonly StreamTry[] = [
  ...rules.flatMap((rule, index) =>
    Array.from({ length: times }, (_, turn) => brokenStream(rule, seeded(index * 10 + turn))),
  ),
  ...Array.from({ length: mixed }, (_, index) => anyStream(seeded(10_000 + index))),
];

/** Called invalid, and taken all the same: each with its reason. */
const stricter: Readonly<Partial<Record<StreamProblem['rule'], string>>> = {};

describe('what is said of a stream before it is sent agrees with a server of 2.15.1', () => {
  let world: World;
  let limits: Readonly<Record<AccountName, Limits>>;
  let room: Room;
  const results: { tried: StreamTry; errors: readonly StreamProblem[]; answer: Answer }[] = [];

  beforeAll(async () => {
    world = await startWorld('2.15.1');
    for (const account of accountNames) for (const config of worldStreams[account]) await create(account, config);
    limits = await world.limits();
    room = await world.room();
    for (const tried of tries) {
      const problems = validateStream(tried.config, contextOf(tried, limits, room, '2.15.1'));
      const errors = problems.filter(({ severity }) => severity === 'error');
      results.push({ tried, errors, answer: await attempt(tried) });
    }
  }, 300_000);
  afterAll(() => world.cluster.dispose());

  async function create(account: AccountName, config: StreamConfig): Promise<void> {
    await world.make(account, 'STREAM', config.name, streamRequest({ ...config, sealed: false }));
    if (config.sealed) await world.must(account, `STREAM.UPDATE.${config.name}`, streamRequest(config));
  }

  async function attempt({ account, config, before, consumer }: StreamTry): Promise<Answer> {
    // What is no token of a subject is sent in the body alone, where the server looks at it as well.
    const token = /^[^\s.*>]+$/.test(config.name) ? config.name : 'X';
    if (before === null) {
      const answer = await world.api(account, `STREAM.CREATE.${token}`, streamRequest(config));
      if (answer.error === null) await world.remove(account, 'STREAM', config.name);
      return answer;
    }
    const made = await world.api(account, `STREAM.CREATE.${before.name}`, streamRequest({ ...before, sealed: false }));
    if (made.error !== null) return made;
    await world.untilListed(account, 'STREAM', before.name);
    if (before.sealed) await world.must(account, `STREAM.UPDATE.${before.name}`, streamRequest(before));
    if (consumer !== null) {
      const settings = { ack_policy: 'explicit', max_ack_pending: consumer.maxAckPending, durable_name: consumer.name };
      const request = { stream_name: before.name, config: settings };
      await world.make(account, 'CONSUMER', `${before.name}.${consumer.name}`, request);
    }
    const answer = await world.api(account, `STREAM.UPDATE.${before.name}`, streamRequest(config));
    await world.remove(account, 'STREAM', before.name);
    return answer;
  }

  /** One line for each disagreement. */
  const told = ({ tried, errors, answer: { error } }: (typeof results)[number]) =>
    [
      `said: ${errors.map(({ rule, fields, code }) => `${rule} (${fields.join(', ')}) ${code}`).join('; ') || 'valid'}`,
      `server: ${error === null ? 'taken' : `${error.code} ${error.text}`}`,
      tried.account,
      jsonText(streamRequest(tried.config)),
      tried.before === null ? 'created' : `was ${jsonText(streamRequest(tried.before))}`,
    ]
      .join(' | ')
      .replace(/\s*\n\s*/g, ' ');

  it('none that is called valid is refused', () => {
    const refused = results.filter(({ errors, answer }) => errors.length === 0 && answer.error !== null);
    expect(refused.map(told)).toEqual([]);
  });

  it('at most one in fifty that is called invalid is taken, each for a known reason', () => {
    const taken = results.filter(({ errors, answer }) => errors.length > 0 && answer.error === null);
    const unexplained = taken.filter(({ errors }) => !errors.some(({ rule }) => rule in stricter));
    expect(unexplained.map(told)).toEqual([]);
    expect(taken.length).toBeLessThanOrEqual(results.length / 50);
  });

  it('the field and the code are those that the server speaks of', () => {
    const wrong = results.filter(({ errors, answer: { error } }) => {
      if (error === null || errors.length === 0) return false;
      const blamed = blamedStreamFields(error.text) ?? [];
      return !errors.some(
        ({ code, fields }) =>
          code === error.code && fields.some((path) => blamed.some((field) => path.split('.')[0] === field)),
      );
    });
    expect(wrong.map(told)).toEqual([]);
  });

  it('each rule was broken alone, and at least two in five were invalid', () => {
    const invalid = results.filter(({ errors }) => isRefused(errors));
    expect(invalid.length / results.length).toBeGreaterThanOrEqual(0.4);
    rules.forEach((rule, index) => {
      for (const { errors } of results.slice(index * times, (index + 1) * times))
        expect([...new Set(errors.map((error) => error.rule))]).toEqual([rule]);
    });
    console.log(`streams: ${results.length} tried, ${invalid.length} called invalid`);
  });
});
