import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startWorld, type Answer, type World } from '../../testing/asset-config/cluster';
import { blamedConsumerFields } from '../../testing/asset-config/consumer-blame';
import { brokenConsumer, consumerBreakages } from '../../testing/asset-config/consumer-breakages';
import {
  accountOf,
  consumerContext,
  consumerHomes,
  homeNames,
  type ConsumerTry,
  type HomeName,
} from '../../testing/asset-config/consumer-world';
import { Random } from '../../testing/asset-config/random';
import { anyConsumer } from '../../testing/asset-config/random-consumer';
import type { AccountName } from '../../testing/asset-config/stream-world';
import { jsonText } from '../asset-config/json-text';
import type { Limits } from '../stream-config/context';
import { isRefused } from '../stream-config/validate';
import { streamRequest } from '../stream-config/wire';
import { nameOfConsumer, type ConsumerConfig } from './fields';
import type { ConsumerProblem } from './rules';
import { validateConsumer } from './validate';
import { consumerRequest, consumerSettings } from './wire';

const full = Boolean(process.env['CONCLAVE_FULL']);
/** Each rule is broken so often, and so many consumers of mixed settings are tried. */
const times = full ? 3 : 1;
const mixed = full ? 400 : 60;

const rules = Object.keys(consumerBreakages) as (keyof typeof consumerBreakages)[];
const seeded = (seed: number) => new Random(seed * 7_919 + 2);
const tries: readonly ConsumerTry[] = [
  ...rules.flatMap((rule, index) =>
    Array.from({ length: times }, (_, turn) => brokenConsumer(rule, seeded(index * 10 + turn))),
  ),
  ...Array.from({ length: mixed }, (_, index) => anyConsumer(seeded(10_000 + index))),
];

describe('what is said of a consumer before it is sent agrees with a server of 2.15.1', () => {
  let world: World;
  let limits: Readonly<Record<AccountName, Limits>>;
  const results: { tried: ConsumerTry; errors: readonly ConsumerProblem[]; answer: Answer }[] = [];

  beforeAll(async () => {
    world = await startWorld('2.15.1');
    for (const home of homeNames) {
      const { stream, consumers } = consumerHomes[home];
      await world.make(accountOf(home), 'STREAM', stream.name, streamRequest(stream));
      for (const config of consumers) await create(home, config);
    }
    limits = await world.limits();
    for (const tried of tries) {
      const problems = validateConsumer(tried.config, consumerContext(tried, limits[accountOf(tried.home)], '2.15.1'));
      const errors = problems.filter(({ severity }) => severity === 'error');
      results.push({ tried, errors, answer: await attempt(tried) });
    }
  }, 300_000);
  afterAll(() => world.cluster.dispose());

  async function create(home: HomeName, config: ConsumerConfig): Promise<void> {
    const place = `${home}.${nameOfConsumer(config)}`;
    await world.make(accountOf(home), 'CONSUMER', place, consumerRequest(home, config, 'create'));
  }

  async function attempt({ home, config, before }: ConsumerTry): Promise<Answer> {
    if (before !== null) await create(home, before);
    // What is no token of a subject is sent in the body alone, where the server looks at it as well.
    const name = nameOfConsumer(config);
    const token = /^[^\s.*>]+$/.test(name) ? name : 'X';
    // An ephemeral consumer without a name has no token of its own.
    const place = name === '' ? `CONSUMER.CREATE.${home}` : `CONSUMER.CREATE.${home}.${token}`;
    const request = consumerRequest(home, config, before === null ? 'create' : 'update');
    const answer = await world.api(accountOf(home), place, request);
    const made = before === null ? (answer.error === null ? name : null) : nameOfConsumer(before);
    if (made !== null) await world.remove(accountOf(home), 'CONSUMER', `${home}.${made}`);
    return answer;
  }

  /** One line for each disagreement. */
  const told = ({ tried, errors, answer: { error } }: (typeof results)[number]) =>
    [
      `said: ${errors.map(({ rule, fields, code }) => `${rule} (${fields.join(', ')}) ${code}`).join('; ') || 'valid'}`,
      `server: ${error === null ? 'taken' : `${error.code} ${error.text}`}`,
      tried.home,
      jsonText(consumerSettings(tried.config)),
      tried.before === null ? 'created' : `was ${jsonText(consumerSettings(tried.before))}`,
    ]
      .join(' | ')
      .replace(/\s*\n\s*/g, ' ');

  it('none that is called valid is refused', () => {
    const refused = results.filter(({ errors, answer }) => errors.length === 0 && answer.error !== null);
    expect(refused.map(told)).toEqual([]);
  });

  it('none that is called invalid is taken', () => {
    const taken = results.filter(({ errors, answer }) => errors.length > 0 && answer.error === null);
    expect(taken.map(told)).toEqual([]);
  });

  it('the field and the code are those that the server speaks of', () => {
    const wrong = results.filter(({ errors, answer: { error } }) => {
      if (error === null || errors.length === 0) return false;
      const blamed = blamedConsumerFields(error.text) ?? [];
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
    console.log(`consumers: ${results.length} tried, ${invalid.length} called invalid`);
  });
});
