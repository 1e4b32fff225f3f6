import { fc, test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { fillTemplate, headerFault, publicationHeaders } from './publish';

const nothing = { headers: [], id: null, lastSequence: null, lastSubjectSequence: null, ttl: null };

describe('what a publication is sent with', () => {
  it('names the stream that is meant, and nothing else unless it was asked for', () => {
    expect(publicationHeaders('S', nothing)).toEqual([['Nats-Expected-Stream', 'S']]);
  });

  it('says every check of the server, and own headers after them', () => {
    const asked = { id: 'a', lastSequence: 0, lastSubjectSequence: 2n ** 60n, ttl: 5 } as const;
    expect(publicationHeaders('S', { ...asked, headers: [['X', 'y']] })).toEqual([
      ['Nats-Expected-Stream', 'S'],
      ['Nats-Msg-Id', 'a'],
      ['Nats-Expected-Last-Sequence', '0'],
      ['Nats-Expected-Last-Subject-Sequence', String(2n ** 60n)],
      ['Nats-TTL', '5s'],
      ['X', 'y'],
    ]);
    expect(publicationHeaders('S', { ...nothing, ttl: 'never' })).toContainEqual(['Nats-TTL', 'never']);
  });

  it('fills the marks of a template, every time they stand there, and leaves other braces alone', () => {
    expect(fillTemplate('#{{n}} {{n}} @ {{time}} {{x}} {n}', { n: 7, time: 'now' })).toBe('#7 7 @ now {{x}} {n}');
    expect(fillTemplate('{{n}}', { n: 1, time: '$&' })).toBe('1');
    expect(fillTemplate('{{time}}', { n: 1, time: '$&{{n}}' })).toBe('$&{{n}}');
  });

  it('a header is one line, with a name that every client reads, and none that has a field of its own', () => {
    expect(headerFault('X-Trace_1', 'anything: at all ü')).toBeNull();
    for (const name of ['', 'a b', 'a:b', 'ü', 'a\r\nb']) expect(headerFault(name, '')).toBe('name');
    for (const value of ['a\nb', 'a\rb']) expect(headerFault('X', value)).toBe('value');
    for (const name of ['Nats-Msg-Id', 'nats-ttl', 'Nats-Expected-Stream'])
      expect(headerFault(name, '')).toBe('reserved');
    expect(headerFault('Nats-Rollup', 'sub')).toBeNull();
  });
});

test.prop([fc.array(fc.constantFrom('{{n}}', '{{time}}', '{{', '}}', 'n', '$&', '{{ n }}', '{{N}}')), fc.nat()])(
  'a template is filled in once: what is filled in is no mark',
  (parts, n) => {
    const time = '{{n}}$1';
    const split = parts.join('').split(/(\{\{(?:n|time)\}\})/);
    const expected = split.map((part) => (part === '{{n}}' ? String(n) : part === '{{time}}' ? time : part));
    expect(fillTemplate(parts.join(''), { n, time })).toBe(expected.join(''));
  },
);
