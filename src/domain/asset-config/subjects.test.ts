import { fc, test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { isLiteral, isSubject, isSubset, overlapBetween, subjectsOverlap } from './subjects';
import { mappingFault, transformFault } from './transform';

const token = fc.constantFrom('a', 'b', 'c', '*');
const pattern = fc
  .tuple(fc.array(token, { minLength: 1, maxLength: 4 }), fc.boolean())
  .map(([tokens, tail]) => [...tokens, ...(tail ? ['>'] : [])].join('.'));
const literal = fc
  .array(fc.constantFrom('a', 'b', 'c'), { minLength: 1, maxLength: 5 })
  .map((tokens) => tokens.join('.'));

/** Does a pattern match a subject? Written down independently. */
function matches(subject: string, wide: string): boolean {
  const parts = wide.split('.').map((one) => (one === '*' ? '[^.]+' : one === '>' ? '.+' : one));
  return new RegExp(`^${parts.join('\\.')}$`).test(subject);
}

test.prop([pattern, pattern, literal])('two patterns that match one subject overlap', (a, b, subject) => {
  if (matches(subject, a) && matches(subject, b)) expect(subjectsOverlap(a, b)).toBe(true);
});

test.prop([pattern, literal])('a pattern and a subject overlap if the one matches the other', (wide, subject) => {
  expect(subjectsOverlap(wide, subject)).toBe(matches(subject, wide));
  expect(isSubset(subject, wide)).toBe(matches(subject, wide));
});

test.prop([pattern, pattern, literal])('what a narrow pattern matches, the wider one does', (narrow, wide, subject) => {
  expect(subjectsOverlap(narrow, wide)).toBe(subjectsOverlap(wide, narrow));
  if (isSubset(narrow, wide) && matches(subject, narrow)) expect(matches(subject, wide)).toBe(true);
});

describe('a subject', () => {
  it.each(['a', 'a.b', '*', '>', 'a.*.b', 'a.>', '$KV.x.>', 'ü.*x', 'a>b'])('%s is one', (text) => {
    expect(isSubject(text)).toBe(true);
  });
  it.each(['', '.', 'a.', '.a', 'a..b', 'a.>.b', 'a b', 'a.\tb', '>.a'])('%j is none', (text) => {
    expect(isSubject(text)).toBe(false);
  });
  it('is literal without a wildcard of its own', () => {
    expect(['a*', '>a', 'a.b'].map(isLiteral)).toEqual([true, true, true]);
    expect(['a.*', '>', '*.a'].map(isLiteral)).toEqual([false, false, false]);
  });
  it('of two lists, the first pair that overlaps is told', () => {
    expect(overlapBetween(['a', 'b.*'], ['c', 'b.x'])).toEqual({ own: 'b.*', other: 'b.x' });
    expect(overlapBetween(['a'], ['b'])).toBeNull();
  });
});

describe('a transform', () => {
  const newest = null;
  it.each([
    ['a.*', 'b.{{wildcard(1)}}'],
    ['a.*', 'b.$1'],
    ['a.*.*', '{{partition(10,1,2)}}.b'],
    ['a.>', 'b.>'],
    ['', 'b.>'],
    ['a', '{{ random(5) }}'],
    ['a.*', '{{SplitFromLeft(1, 2)}}'],
    ['a.*', '{{split(1,-)}}'],
    ['a.*', '{{left(1,2)}}'],
    ['a.*', ''],
  ])('from %j to %j is one', (source, destination) => {
    expect(mappingFault(source, destination, newest)).toBeNull();
  });
  it.each([
    ['a.*', 'b.$2', 'noSuchWildcard'],
    ['a', 'b.$1', 'noSuchWildcard'],
    ['a.*', 'b.*', 'wildcardsDiffer'],
    ['a.*', 'b.>', 'wildcardsDiffer'],
    ['a.*', 'b..c', 'badDestination'],
    ['a.*', 'b. c', 'badDestination'],
    ['a.*', '{{nonsense(1)}}', 'unknownFunction'],
    ['a.*', '{{wildcard(x)}}', 'badArguments'],
    ['a.*', '{{split(1)}}', 'badArguments'],
    ['a.*', '{{random(99999999999)}}', 'badArguments'],
  ])('from %j to %j is none: %s', (source, destination, kind) => {
    expect(mappingFault(source, destination, newest)).toMatchObject({ kind });
  });
  it('that cuts from the left or the right is for mappings from 2.15 on, for republishing always', () => {
    const version = { major: 2, minor: 14, patch: 0, pre: '' };
    expect(mappingFault('a.*', '{{left(1,2)}}', version)).toMatchObject({ kind: 'unknownFunction' });
    expect(transformFault('a.*', '{{left(1,2)}}')).toBeNull();
  });
});
