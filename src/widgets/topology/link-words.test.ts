import { beforeAll, describe, expect, test } from 'vitest';
import type { LinkKind, TopologyLink } from '../../domain/topology/model';
import { TestTopology } from '../../testing/topology';
import { englishWords } from '../../testing/words';
import { formatRtt, linkMarks, linkText, linkWords, type LinkWords } from './link-words';

let words: LinkWords;
beforeAll(async () => {
  words = linkWords(await englishWords());
});

const three = new TestTopology().mesh('C1', ['n1', 'n2', 'n3']);
const joined = new TestTopology()
  .mesh('EAST', ['e1'], { gateway: 'EAST' })
  .mesh('WEST', ['w1'], { gateway: 'WEST' })
  .join('gateway', 'e1', 'w1', { pool: 1, accounts: [] })
  .join('gateway', 'w1', 'e1', { pool: 1, accounts: [] });

function linkOf(topology: TestTopology, kind: LinkKind, from: string): TopologyLink {
  const found = topology.model().links.find((link) => link.kind === kind && link.from === from);
  if (!found) throw new Error(`no ${kind} of ${from}`);
  return found;
}

const said = (link: TopologyLink) => [words.name(link), words.state(link), words.sentence(link)];
const route = (topology: TestTopology) => said(linkOf(topology, 'route', 'n1'));

describe('a route', () => {
  test('that both ends list has no direction', () => {
    expect(route(three)).toEqual(['n1 – n2', 'both ends', 'Both ends list it.']);
  });

  test('that neither lists is missing', () => {
    const cut = three.link('n1', 'n2', { seenBy: 'nobody' });
    expect(route(cut)).toEqual(['n1 – n2', 'missing', 'Both ends answer, and it is not there.']);
  });

  test.each([
    ['from', 'n1 lists it, n2 answers and does not.'],
    ['to', 'n2 lists it, n1 answers and does not.'],
  ] as const)('that only one end lists is one-way, and is told from that end: %s', (seenBy, sentence) => {
    expect(route(three.link('n1', 'n2', { seenBy }))).toEqual(['n1 – n2', 'one-way', sentence]);
  });

  test('of a silent server is known by the other end only, until that one gives it up', () => {
    const silent = three.server('n2', { presence: 'silent' });
    expect(route(silent)).toEqual(['n1 – n2', 'one end, the other is silent', 'n1 lists it, n2 cannot be asked.']);
    expect(route(silent.link('n1', 'n2', { seenBy: 'to' }))).toEqual([
      'n1 – n2',
      'ended',
      'n1 no longer has it: n2 does not answer.',
    ]);
  });

  test('between silent servers is not known', () => {
    const both = three.server('n1', { presence: 'silent' }).server('n2', { presence: 'silent' });
    expect(route(both)).toEqual(['n1 – n2', 'not known', 'Neither end can tell.']);
  });

  test('that is slow says what is usual', () => {
    const slow = three.link('n1', 'n2', { rtt: 48 });
    expect(route(slow)).toEqual(['n1 – n2', 'slow', 'Both ends list it. It takes 48.0 ms, where 0.30 ms is usual.']);
  });
});

describe('a gateway', () => {
  test('has a direction: who dialled comes first', () => {
    expect(words.name(linkOf(joined, 'gateway', 'w1'))).toBe('w1 → e1');
  });

  test('that is missing leads to any server of the other cluster', () => {
    const cut = joined.link('e1', 'w1', { seenBy: 'nobody' });
    expect(words.name(linkOf(cut, 'gateway', 'e1'))).toBe('e1 → a server of WEST');
  });
});

describe('a leaf node', () => {
  test('of another account is listed by its hub, which is all that can be known', () => {
    const hub = three.join('leaf', 'edge', 'n1', { seenBy: 'to', accounts: ['APP'], pool: 1 });
    expect(said(linkOf(hub, 'leaf', 'edge'))).toEqual([
      'edge → n1',
      'one end, the other is outside',
      'n1 lists it. The other end is not of this system account and cannot be asked.',
    ]);
  });

  test('that nobody names is called so', () => {
    const old = three.server('n1', { names: false }).join('leaf', 'edge', 'n1', { seenBy: 'to', accounts: ['APP'] });
    expect(words.farEnd(linkOf(old, 'leaf', 'n1'))).toBe('not named');
  });
});

test('names are literal: nothing in them is hidden', () => {
  const odd = new TestTopology().mesh('C1', ['a\u202Eb', 'n2']);
  expect(words.name(linkOf(odd, 'route', 'a\u202Eb'))).toBe('a\\u202eb – n2');
});

test('a link has an address of its own, whatever its servers are called', () => {
  const odd = new TestTopology().mesh('C1', ['a,b', 'a%2Cb', 'b']);
  const texts = odd.model().links.map(linkText);
  expect(texts).toEqual(['route,a%2Cb,a%252Cb', 'route,a%2Cb,b', 'route,a%252Cb,b']);
});

test.each([
  [null, '—'],
  [0, '0.00 ms'],
  [0.416, '0.42 ms'],
  [9.994, '9.99 ms'],
  [9.996, '10.0 ms'],
  [24.26, '24.3 ms'],
  [99.96, '100 ms'],
  [1234.5, '1235 ms'],
])('a round trip of %s ms reads %s', (ms, text) => {
  expect(formatRtt(ms)).toBe(text);
});

test('the marks of a link count connections for single accounts, too', () => {
  expect(linkMarks(linkOf(three, 'route', 'n1'))).toMatchObject({
    'data-kind': 'route',
    'data-from': 'n1',
    'data-to': 'n2',
    'data-link-state': 'both',
    'data-state': 'ok',
    'data-connections': 4,
    'data-outlier': 'false',
    'data-rtt': 0.3,
  });
});
