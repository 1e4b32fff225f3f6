import { fc, test as property } from '@fast-check/vitest';
import { beforeAll, describe, expect, it, test } from 'vitest';
import type { Leadership, Quorum } from '../domain/cluster/model';
import { accountId, domainName, serverName } from '../domain/ids';
import type { Summary } from '../domain/summary/summary';
import { localMs } from '../domain/time';
import type { Translate } from '../ui/translate';
import { englishWords } from '../testing/words';
import { fixtureNames, fixtureNow, modelFixture } from '../testing/model-fixtures';
import { sentence, type SentenceInput } from './sentence';

let t: Translate;
beforeAll(async () => {
  t = await englishWords();
});

const now = localMs(1_700_000_100_000);
const n = (...names: readonly string[]) => names.map(serverName);
const silent = (...entries: readonly (readonly [string, number | null])[]) =>
  entries.map(([server, ago]) => ({ server: serverName(server), since: ago === null ? null : localMs(now - ago) }));
const single = (...entries: readonly (readonly [string, number])[]) =>
  entries.map(([server, streams]) => ({ server: serverName(server), streams }));
const losses = (...entries: readonly (readonly [string, number])[]) =>
  entries.map(([server, stops]) => ({ server: serverName(server), stops }));

const quiet: Summary = {
  mark: 'ok',
  silent: [],
  unheard: [],
  servers: 5,
  streams: 34,
  surviveOne: 26,
  replicated: 26,
  uncertain: 0,
  single: single(['n4', 5], ['n1', 3]),
  unreachable: 0,
  stranded: 0,
  unknown: 0,
  noQuorum: 0,
  electing: 0,
  nextLoss: [],
  metaNextLoss: [],
  resilience: { answering: 5, survives: 1, metas: [], single: 8, zones: [], metasNotKnown: 0 },
  unseenAccounts: [],
};

const quorum: Quorum = { have: 5, need: 3, of: 5 };
const led: Leadership = { kind: 'led', by: serverName('n1'), since: null };
const group = (leadership: Leadership, have: number | null = 5, domain = '') => ({
  domain: domainName(domain),
  leadership,
  quorum: { ...quorum, have },
});

function said(summary: Partial<Summary>, rest: Partial<SentenceInput> = {}): string {
  const input: SentenceInput = {
    summary: { ...quiet, ...summary },
    metas: [group(led)],
    accounts: [{ id: accountId('ACC123'), name: 'ORDERS' }],
    rounds: [{ request: 'placement' }],
    stale: null,
    now,
    ...rest,
  };
  const { head, rest: more } = sentence(t, input);
  return more === '' ? head : `${head} | ${more}`;
}

const ten = '10 of 26 replicated streams survive the loss of any one more server.';
const noSingles = { single: [] } as const;

describe('the first line of the overview', () => {
  const table: readonly (readonly [string, Partial<Summary>, string])[] = [
    [
      'says what a cluster in good order can lose',
      {},
      '26 replicated streams each survive the loss of any one server. | 8 streams have one copy (n4: 5, n1: 3) and stop with it.',
    ],
    ['leaves out what there is none of', noSingles, '26 replicated streams each survive the loss of any one server.'],
    [
      'speaks of one stream in the singular',
      { replicated: 1, surviveOne: 1, single: single(['n1', 1]) },
      '1 replicated stream survives the loss of any one server. | 1 stream has one copy (n1: 1) and stops with it.',
    ],
    [
      'says which loss would stop what',
      { surviveOne: 23, nextLoss: losses(['n2', 3]), single: [] },
      '23 of 26 replicated streams survive the loss of any one server. | Losing n2 would stop 3 replicated streams.',
    ],
    [
      'says where all copies of a stream are that cannot be reached',
      {
        silent: silent(['n3', 14_000]),
        unreachable: 3,
        stranded: 3,
        surviveOne: 10,
        nextLoss: losses(['n4', 7]),
        ...noSingles,
      },
      `n3 has not answered for 14 s. 3 streams have their only copy there and cannot be reached. | ${ten} Losing n4 as well would stop 7 replicated streams.`,
    ],
    [
      'does not call it the only copy when several servers are silent',
      { silent: silent(['n3', 14_000], ['n4', 3_000]), unreachable: 1, stranded: 1, surviveOne: 10, ...noSingles },
      `n3 and n4 do not answer, the longest for 14 s. 1 stream has no copy anywhere else and cannot be reached. | ${ten}`,
    ],
    [
      'does not say where, when a copy was on a server that is no longer known',
      { silent: silent(['n3', 14_000]), unreachable: 3, stranded: 2, surviveOne: 10, ...noSingles },
      `n3 has not answered for 14 s. 3 streams cannot be reached. | ${ten}`,
    ],
    [
      'gives no age to a server that was never heard',
      { silent: silent(['n9', null], ['n3', 14_000]), surviveOne: 10, ...noSingles },
      `n3 has not answered for 14 s. n9 belongs to the cluster and has not answered since this page connected. | ${ten}`,
    ],
    [
      'names the servers that would each stop something',
      { silent: silent(['n3', 14_000]), surviveOne: 10, nextLoss: losses(['n2', 7], ['n4', 4]), ...noSingles },
      `n3 has not answered for 14 s. | ${ten} Losing one more server would stop replicated streams, by server: n2: 7, n4: 4.`,
    ],
    [
      'names together the servers that would each stop as much',
      { surviveOne: 25, nextLoss: losses(['n2', 1], ['n5', 1]), ...noSingles },
      '25 of 26 replicated streams survive the loss of any one server. | Losing n2 or n5 would stop 1 replicated stream.',
    ],
    [
      'says all that is wrong before what could be',
      { silent: silent(['n3', 14_000]), unreachable: 3, stranded: 3, noQuorum: 4, surviveOne: 10, ...noSingles },
      `n3 has not answered for 14 s. 3 streams have their only copy there and cannot be reached. 4 streams have no quorum and take no writes. | ${ten}`,
    ],
    [
      'puts what takes no writes before what waits for a leader',
      { noQuorum: 2, electing: 1, surviveOne: 0, ...noSingles },
      '2 streams have no quorum and take no writes. 1 stream is electing a leader; writes to it wait. | None of the 26 replicated streams would survive the loss of one of its answering servers.',
    ],
    [
      'claims nothing of streams whose state is not known',
      { uncertain: 6, unknown: 7, surviveOne: 20, unheard: n('n2'), ...noSingles },
      '20 of the 20 replicated streams whose quorum is known survive the loss of any one server. | Whether n2 can be reached is not known. Of 7 streams the state is not known.',
    ],
    [
      'claims nothing of survival when no quorum is known',
      { uncertain: 26, unknown: 26, surviveOne: 0, ...noSingles },
      'Of 26 streams the state is not known.',
    ],
    [
      'says which accounts hide streams, by their names',
      { silent: silent(['n3', 14_000]), surviveOne: 10, unseenAccounts: [accountId('ACC123')], ...noSingles },
      `n3 has not answered for 14 s. | ${ten} Which streams of ORDERS are on servers that do not answer cannot be seen.`,
    ],
    [
      'does not blame silent servers when there are none',
      { unseenAccounts: [accountId('OTHER')], ...noSingles },
      '26 replicated streams each survive the loss of any one server. | Whether all streams of OTHER are shown is not known.',
    ],
    [
      'says when there are no streams',
      { streams: 0, replicated: 0, surviveOne: 0, ...noSingles },
      'There are no streams.',
    ],
    [
      'does not say that there are none while some cannot be seen',
      { streams: 0, replicated: 0, surviveOne: 0, unseenAccounts: [accountId('ACC123')], ...noSingles },
      'No streams are known. | Whether all streams of ORDERS are shown is not known.',
    ],
    [
      'says what would stop the meta group',
      { metaNextLoss: n('n1', 'n2', 'n5'), ...noSingles },
      '26 replicated streams each survive the loss of any one server. | Losing n1, n2 or n5 would stop the meta group.',
    ],
    [
      'names as many servers as a sentence can hold',
      { silent: silent(...['a', 'b', 'c', 'd', 'e', 'f'].map((name) => [name, 9_000] as const)), ...noSingles },
      'a, b, c, d and 2 others do not answer, the longest for 9 s. | 26 replicated streams each survive the loss of any one more server.',
    ],
    [
      'shows a hostile name as it is',
      { silent: silent(['a\u202Eb', 2_000]), ...noSingles },
      'a\\u202eb has not answered for 2 s. | 26 replicated streams each survive the loss of any one more server.',
    ],
  ];
  it.each(table)('%s', (_, summary, words) => {
    expect(said(summary)).toBe(words);
  });

  it('says nothing of the cluster while nothing is known of it', () => {
    const worst = { ...quiet, silent: silent(['n3', 1]), noQuorum: 7 };
    expect(said(worst, { stale: 'link' })).toMatch(/^The connection to the cluster is not live\. Nothing is known/);
    expect(said(worst, { stale: 'engine' })).toMatch(/^The engine of this page does not answer\. Nothing is known/);
    expect(said({ ...quiet, servers: 0, streams: 0 })).toBe('No server has answered yet.');
  });

  it('does not take streams that were not read yet for none', () => {
    const before = { ...noSingles, streams: 0, replicated: 0, surviveOne: 0 };
    expect(said(before, { rounds: [{ request: 'liveness' }] })).toBe('The streams have not been read yet.');
  });
});

describe('the meta group in the first line', () => {
  const good = '26 replicated streams each survive the loss of any one server.';
  const since = localMs(now - 5_000);
  test.each([
    [
      'an election',
      [group({ kind: 'electing', last: null, since })],
      `The meta group is electing a leader: nothing can be created or changed until then. | ${good}`,
    ],
    [
      'a lost quorum',
      [group({ kind: 'noQuorum', last: null, since }, 2)],
      `The meta group has 2 of the 3 members it needs, of 5: nothing can be created or changed. | ${good}`,
    ],
    [
      'not knowing',
      [group({ kind: 'unknown', last: null }, null)],
      `The meta group: who leads it is not known. | ${good}`,
    ],
    [
      'which of several',
      [group(led), group({ kind: 'electing', last: null, since }, 3, 'leaf')],
      `The meta group of domain leaf is electing a leader: nothing can be created or changed until then. | ${good}`,
    ],
    ['that there is none', [], `No server that answers is in a meta group. | ${good}`],
  ])('says %s', (_, metas, words) => {
    expect(said(noSingles, { metas })).toBe(words);
  });
});

const few = fc.nat({ max: 3 });
const names = fc.uniqueArray(fc.constantFrom('n1', 'n2', 'n3', 'n4', 'n5'), { maxLength: 5 });
const anySummary = fc.record({
  silent: names.chain((list) => fc.tuple(...list.map((name) => fc.tuple(fc.constant(name), fc.option(fc.nat()))))),
  uncertain: few,
  lost: few,
  survive: few,
  unreachable: few,
  stranded: few,
  unknown: few,
  noQuorum: few,
  electing: few,
  unseen: fc.boolean(),
});

property.prop([anySummary])(
  'whatever is counted, no sentence says zero, claims more than is known, or leaves a gap',
  (any) => {
    const summary = {
      silent: silent(...any.silent),
      uncertain: any.uncertain,
      surviveOne: any.survive,
      replicated: any.uncertain + any.survive + any.lost,
      unreachable: any.unreachable,
      stranded: Math.min(any.stranded, any.unreachable),
      unknown: any.unknown,
      noQuorum: any.noQuorum,
      electing: any.electing,
      unseenAccounts: any.unseen ? [accountId('ACC123')] : [],
      streams: any.uncertain + any.survive + any.lost + any.unreachable + 1,
      single: [],
    };
    const text = said(summary);
    expect(text).not.toMatch(/\b0 (of|stream|replicated)|\{\{|undefined|NaN|sentence\./);
    if (any.uncertain + any.lost > 0) expect(text).not.toContain('each survive');
    if (summary.silent.length !== 1) expect(text).not.toContain('only copy there');
    if (summary.silent.length > 0) expect(text).not.toContain('any one server');
    for (const [count, words] of [
      [any.unreachable, 'cannot be reached'],
      [any.noQuorum, 'no quorum'],
      [any.electing, 'electing'],
      [any.unknown, 'the state is not known'],
    ] as const)
      expect(text.includes(words), words).toBe(count > 0);
  },
);

test.each(fixtureNames)('of the picture %s every number can be counted in its rows', (name) => {
  const model = modelFixture(name);
  const streams = [...model.streams.values()];
  const stale = model.link === 'live' ? null : ('link' as const);
  const lists = { metas: [...model.metas.values()], accounts: [...model.accounts.values()] };
  const text = said(model.summary, { ...lists, rounds: [...model.rounds.values()], stale, now: fixtureNow });
  const number = (pattern: RegExp) => Number(pattern.exec(text)?.[1] ?? 0);
  const counted = (health: string) =>
    stale === null ? streams.filter((stream) => stream.health === health).length : 0;
  expect(number(/(\d+) streams? (?:has|have) (?:their|its|no) (?:only )?copy/)).toBe(counted('unreachable'));
  expect(number(/(\d+) streams? (?:has|have) no quorum/)).toBe(counted('noQuorum'));
  expect(number(/(\d+) streams? (?:is|are) electing/)).toBe(counted('electing'));
});
