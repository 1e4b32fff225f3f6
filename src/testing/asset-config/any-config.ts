import { fc } from '@fast-check/vitest';
import { assertConfig, defaults } from '../../domain/asset-config/config';
import type { ConfigOf, Shape, Shapes } from '../../domain/asset-config/field';
import type { Json } from '../../domain/asset-config/write';
import { count } from '../../domain/count';
import { deepEqual } from '../../domain/same';
import { hostileNames, hostileTexts } from './hostile-texts';

/** A text in any script, or one that some tool takes for something else; never half a character, which no bytes hold. */
export const anyText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 12 }),
  fc.constantFrom(
    '',
    'no',
    'NULL',
    '~',
    '1e3',
    '0x1',
    '\0',
    ...hostileTexts,
    ...hostileNames,
    '__proto__',
    'constructor',
    '\u0085\u2028\ufeff\b\f',
  ),
);

/** Of 64 bits with a sign, more often near a bound. */
const anyInteger = fc
  .oneof(fc.integer({ min: -2, max: 2 }), fc.maxSafeInteger(), fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }))
  .map((value) => count(BigInt(value)));

/** JSON of any form, whose keys are any texts, too. */
export const anyJson: fc.Arbitrary<Json> = fc.letrec<{ value: Json }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    anyText,
    anyInteger,
    fc.constantFrom<Json>(2n ** 64n - 1n, true, false, null),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.array(fc.tuple(anyText, tie('value')), { maxLength: 4 }).map((entries) => Object.fromEntries(entries)),
  ),
})).value;

const anyTime = fc.constantFrom(
  '2026-01-02T03:04:05Z',
  '2024-02-29T23:59:59.123456789+05:30',
  '1970-01-01T00:00:00.1-11:00',
  '9999-12-31T23:59:59Z',
);

function anyValue(shape: Shape): fc.Arbitrary<unknown> {
  switch (shape.kind) {
    case 'name':
    case 'text':
    case 'subject':
      return anyText;
    case 'subjects':
    case 'texts':
      return fc.array(anyText, { maxLength: 3 });
    case 'count':
    case 'duration':
      return anyInteger;
    case 'durations':
      return fc.array(anyInteger, { maxLength: 3 });
    case 'limit':
    case 'byteLimit':
      // 0 and -1 are said in other words.
      return fc.oneof(
        fc.constant('unlimited'),
        anyInteger.filter((value) => value !== 0 && value !== -1),
      );
    case 'time':
      return fc.option(anyTime);
    case 'flag':
      return fc.boolean();
    case 'entries':
      return fc.array(fc.tuple(anyText, anyText), { maxLength: 3 }).map((pairs) => Object.fromEntries(pairs));
    case 'choice':
      return fc.constantFrom(...Object.keys(shape.options));
    case 'part':
      // An empty placement, and limits of nothing, are none.
      return anyFields(shape.fields).map((part) => (deepEqual(part, defaults(shape.fields)) ? null : part));
    case 'parts':
      return fc.array(anyFields(shape.fields), { maxLength: 3 });
  }
}

function anyFields(fields: Shapes): fc.Arbitrary<Readonly<Record<string, unknown>>> {
  const values = Object.entries<Shape>(fields).map(([key, shape]) =>
    fc
      .oneof({ weight: 2, arbitrary: fc.constant<unknown>(shape.default) }, { weight: 1, arbitrary: anyValue(shape) })
      .map((value) => [key, value] as const),
  );
  return fc.tuple(...values).map((entries) => Object.fromEntries(entries));
}

/** A configuration of the catalogue's form, a third of its fields not at their defaults, whether they go together or not. */
export function anyConfig<F extends Shapes>(fields: F): fc.Arbitrary<ConfigOf<F>> {
  return anyFields(fields).map((config) => {
    assertConfig(fields, config);
    return config;
  });
}
