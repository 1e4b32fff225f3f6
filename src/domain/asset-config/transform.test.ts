import { fc, test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { anyText } from '../../testing/asset-config/any-config';
import { parseVersion } from '../version';
import { isSubject } from './subjects';
import { mappingFault, transformFault } from './transform';

const fault = (source: string, destination: string) => mappingFault(source, destination, null)?.kind ?? null;

describe('a function', () => {
  const two = ['SplitFromLeft', 'SplitFromRight', 'SliceFromLeft', 'SliceFromRight', 'Left', 'Right'];

  it.each(['wildcard', 'Wildcard', 'splitfromleft', 'splitFromLeft', 'SplitfromLeft', 'SliceFromRight'])(
    'may have a capital at the beginning of each word: %s',
    (name) => {
      expect(fault('a.*', `{{${name}(1${/^w/i.test(name) ? '' : ',2'})}}`)).toBeNull();
    },
  );

  it.each(['WILDCARD', 'wildCard', 'sPlitFromLeft', 'SPLITFROMLEFT', 'pArtition', 'wildcards', 'wíldcard', ''])(
    'is not known with another: %s',
    (name) => {
      expect(fault('a.*', `{{${name}(1)}}`)).toBe('unknownFunction');
    },
  );

  it.each([
    ['{{wildcard(1)}}', null],
    ['{{ wildcard (1) }}', null],
    ['{{\twildcard(1)\t}}', null],
    ['{{\u00a0wildcard(1)}}', 'unknownFunction'],
    ['{{wildcard()}}', 'badArguments'],
    ['{{wildcard(1,2)}}', 'badArguments'],
    ['{{wildcard(+1)}}', null],
    ['{{wildcard(01)}}', null],
    // Dots end a token before anything else is looked at.
    ['{{wildcard(1.0)}}', null],
    ['{{wildcard(1e0)}}', 'badArguments'],
    ['{{wildcard(0x1)}}', 'badArguments'],
    ['{{wildcard(١)}}', 'badArguments'],
    ['{{wildcard(2147483648)}}', 'badArguments'],
    ['{{wildcard(2)}}', 'noSuchWildcard'],
    ['{{wildcard(0)}}', null],
    ['{{partition(5)}}', null],
    ['{{partition(5,1)}}', null],
    ['{{partition(5,1,1)}}', null],
    ['{{partition(5,2)}}', 'noSuchWildcard'],
    ['{{partition()}}', 'badArguments'],
    ['{{partition(5,)}}', 'badArguments'],
    ['{{partition(2147483647)}}', null],
    ['{{partition(2147483648)}}', 'badArguments'],
    ['{{split(1,-)}}', null],
    ['{{split(1,)}}', null],
    ['{{split(1)}}', 'badArguments'],
    ['{{split(1,-,-)}}', 'badArguments'],
    ['{{split(2,-)}}', 'noSuchWildcard'],
    ['{{random(5)}}', null],
    ['{{random(99)}}', null],
    ['{{random()}}', 'badArguments'],
    ['{{random(1,2)}}', 'badArguments'],
    ['{{}}', null],
    ['{{wildcard(1)}}x', null],
    ['x{{wildcard(9)}}', null],
    ['$1', null],
    ['$2', 'noSuchWildcard'],
    ['$0', null],
    ['$', null],
    ['$x', null],
    ['$1x', null],
  ])('%j: %s', (destination, kind) => {
    expect(fault('a.*', destination)).toBe(kind);
  });

  it.each(two)('%s takes a wildcard and a number', (name) => {
    expect(fault('*.*', `{{${name}(2,3)}}`)).toBeNull();
    expect(fault('*.*', `{{${name}(3,3)}}`)).toBe('noSuchWildcard');
    for (const given of ['', '1', '1,x', 'x,1', '1,2,3', '1,2147483648'])
      expect(fault('*.*', `{{${name}(${given})}}`)).toBe('badArguments');
  });
});

describe('source and destination', () => {
  it.each([
    ['', '', null],
    ['a', '', null],
    ['a..b', '', null],
    ['a', 'b', null],
    ['a.>', 'b.>', null],
    ['>', '>', null],
    ['', 'b.>', null],
    ['', 'b', 'wildcardsDiffer'],
    ['>', 'b', 'wildcardsDiffer'],
    ['a', '>', 'wildcardsDiffer'],
    ['*', '*', 'wildcardsDiffer'],
    ['*.>', '$1.>', null],
    ['*.>', '$2.>', 'noSuchWildcard'],
    ['a.>', '$1.>', 'noSuchWildcard'],
    ['a', '{{random(2)}}', null],
    ['a', '{{partition(2)}}', null],
    ['a', '{{partition(2,7)}}', null],
    ['a', '$1', 'noSuchWildcard'],
    ['*.*', '$2.$1', null],
    ['a.*', '.b', 'badDestination'],
    ['a.*', 'b.', 'badDestination'],
    ['a.>', '>.b', 'badDestination'],
    ['a..*', 'b.$1', 'badDestination'],
    ['a*', 'b*', null],
    ['*', 'b\t', 'badDestination'],
    ['漢.*', '字.$1', null],
  ])('from %j to %j: %s', (source, destination, kind) => {
    expect(fault(source, destination)).toBe(kind);
  });

  it('the token at fault is told, or all of it where no token alone is', () => {
    expect(mappingFault('a.*', 'b.$2.c', null)).toEqual({ kind: 'noSuchWildcard', token: '$2' });
    expect(mappingFault('a.*', 'b.{{x(1)}}.$9', null)).toEqual({ kind: 'unknownFunction', token: '{{x(1)}}' });
    expect(mappingFault('a.*', 'b.>', null)).toEqual({ kind: 'wildcardsDiffer', token: 'b.>' });
  });
});

describe('republishing', () => {
  it.each([
    ['a.*', 'b. $1', null],
    ['a.*', 'b.{{left(1,2)}}', null],
    ['a.*', 'b.{{x(1)}}', 'unknownFunction'],
    ['a.*', 'b.$2', 'noSuchWildcard'],
  ])('looks at no white space, and knows all functions: from %j to %j: %s', (source, destination, kind) => {
    expect(transformFault(source, destination)?.kind ?? null).toBe(kind);
  });
});

it.each([
  ['left', '2.14.2', 'unknownFunction'],
  ['Right', '2.10.27', 'unknownFunction'],
  ['left', '2.15.0', null],
  ['splitfromleft', '2.10.27', null],
])('%s in a mapping of %s: %s', (name, version, kind) => {
  expect(mappingFault('*', `{{${name}(1,2)}}`, parseVersion(version))?.kind ?? null).toBe(kind);
});

test.prop([anyText, anyText])('any two texts are a transform or none', (source, destination) => {
  const found = mappingFault(source, destination, null);
  if (found === null && destination !== '') expect(isSubject(destination.replace(/\{\{[^.]*\}\}/g, 'call'))).toBe(true);
  // What a mapping takes, republishing does.
  if (found === null) expect(transformFault(source, destination)).toBeNull();
});

test.prop([fc.integer({ min: 1, max: 4 }), fc.integer({ min: 1, max: 5 })])(
  'a wildcard is there as often as the source has one',
  (wildcards, index) => {
    const source = ['a', ...Array.from({ length: wildcards }, () => '*')].join('.');
    const expected = index <= wildcards ? null : 'noSuchWildcard';
    for (const destination of [`$${index}`, `{{wildcard(${index})}}`, `b.{{partition(3,1,${index})}}`])
      expect(fault(source, destination)).toBe(expected);
  },
);
