import { beforeAll, describe, expect, it } from 'vitest';
import { english } from '../../app/i18n/catalogues';
import type { Shapes } from '../../domain/asset-config/field';
import { consumerFields } from '../../domain/consumer-config/fields';
import { consumerRules } from '../../domain/consumer-config/rules';
import { consumerTemplates } from '../../domain/consumer-config/templates';
import { validateConsumer } from '../../domain/consumer-config/validate';
import { keyValueFields } from '../../domain/stream-config/buckets';
import { streamFields } from '../../domain/stream-config/fields';
import { streamRules } from '../../domain/stream-config/rules';
import { streamTemplates } from '../../domain/stream-config/templates';
import { validateStream } from '../../domain/stream-config/validate';
import { clusterName, domainName } from '../../domain/ids';
import { fitContext } from '../../domain/placement/fit';
import { aServer } from '../../testing/asset-config/cluster';
import { brokenConsumer, consumerBreakages } from '../../testing/asset-config/consumer-breakages';
import { accountOf, consumerContext } from '../../testing/asset-config/consumer-world';
import { brokenStream } from '../../testing/asset-config/random-stream';
import { Random } from '../../testing/asset-config/random';
import { streamBreakages } from '../../testing/asset-config/stream-breakages';
import { contextOf, worldLimits } from '../../testing/asset-config/stream-world';
import { englishWords } from '../../testing/words';
import type { Translate } from '../../ui/translate';
import { consumerOptions, consumerWords } from './consumer/consumer-words';
import { partFields } from './form/part-fields';
import { streamOptions, streamWords } from './stream/stream-words';

let t: Translate;
beforeAll(async () => {
  t = await englishWords();
});

const names = (record: object) => Object.keys(record).sort();

describe('every field has words', () => {
  it.each([
    ['streams', streamFields, english['stream-fields']],
    ['consumers', consumerFields, english['consumer-fields']],
    ['buckets', keyValueFields, english['bucket-fields']],
  ])('of %s: a name and a line of help', (_, fields, words) => {
    expect(names(words.label)).toEqual(names(fields));
    expect(names(words.help)).toEqual(names(fields));
  });

  it('and every choice, with a line that explains it', () => {
    const choices = (fields: Shapes) =>
      Object.entries(fields).flatMap(([key, shape]) =>
        shape.kind === 'choice' ? Object.keys(shape.options).map((option) => `${key}.${option}`) : [],
      );
    expect(choices(streamFields).sort()).toEqual([...streamOptions].sort());
    expect(choices(consumerFields).sort()).toEqual([...consumerOptions].sort());
    for (const key of streamOptions) expect(t(`stream-fields:optionHelp.${key}`)).not.toContain('optionHelp');
    for (const key of consumerOptions) expect(t(`consumer-fields:optionHelp.${key}`)).not.toContain('optionHelp');
  });

  it('and every field of a part', () => {
    expect([...new Set(partsOf(streamFields))].sort()).toEqual([...partFields].sort());
    expect(partsOf(consumerFields)).toEqual([]);
    for (const key of partFields) {
      expect(t(`stream-fields:part.${key}`)).not.toContain('part.');
      expect(t(`stream-fields:partHelp.${key}`, { open: '{{', close: '}}' })).not.toContain('partHelp');
    }
  });

  it('and every template, with when to use it', () => {
    expect(names(english['stream-fields'].template)).toEqual(names(streamTemplates));
    expect(names(english['stream-fields'].templateHelp)).toEqual(names(streamTemplates));
    expect(names(english['consumer-fields'].template)).toEqual(names(consumerTemplates));
    expect(names(english['consumer-fields'].templateHelp)).toEqual(names(consumerTemplates));
  });
});

function partsOf(fields: Shapes): readonly string[] {
  return Object.values(fields).flatMap((shape) =>
    shape.kind === 'part' || shape.kind === 'parts'
      ? [...Object.keys(shape.fields).map((key) => `${shape.part}.${key}`), ...partsOf(shape.fields)]
      : [],
  );
}

describe('every rule has words', () => {
  it('of streams and of consumers', () => {
    expect(names(english['stream-rules'])).toEqual(names(streamRules));
    expect(names(english['consumer-rules'])).toEqual(names(consumerRules));
  });

  const servers = ['a', 'b', 'c'].map((zone, index) =>
    aServer({ name: `n${index + 1}`, tags: [`az:${zone}`], leads: index === 0, totals: {} }),
  );
  const room = { fit: fitContext(servers), domain: domainName(''), cluster: clusterName('C1') };
  /** Nothing is left to be filled in, and nothing is filled in with nothing. */
  const isWhole = (text: string) =>
    text !== '' && !/[{}]|undefined|NaN|\[object/.test(text.replace(/\{\{[^}]*\}\}\)/g, ')'));

  it.each(Object.keys(streamBreakages) as (keyof typeof streamBreakages)[])('streams, broken: %s', (rule) => {
    const words = streamWords(t);
    for (let seed = 1; seed <= 10; seed += 1) {
      const tried = brokenStream(rule, new Random(seed));
      for (const found of validateStream(tried.config, contextOf(tried, worldLimits, room, '2.15.1'))) {
        const text = words.rule(found.rule, found.parameters);
        expect(isWhole(text), text).toBe(true);
      }
    }
  });

  it.each(Object.keys(consumerBreakages) as (keyof typeof consumerBreakages)[])('consumers, broken: %s', (rule) => {
    const words = consumerWords(t);
    for (let seed = 1; seed <= 10; seed += 1) {
      const tried = brokenConsumer(rule, new Random(seed));
      const context = consumerContext(tried, worldLimits[accountOf(tried.home)], '2.15.1');
      for (const found of validateConsumer(tried.config, context)) {
        const text = words.rule(found.rule, found.parameters);
        expect(isWhole(text), text).toBe(true);
      }
    }
  });
});
