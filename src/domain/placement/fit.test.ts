import { fc, test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { oneStream, serversWith, theStream, type ServerChange } from '../../testing/placement';
import { serverName } from '../ids';
import type { StreamConfig } from '../replies/jsz';
import { fitContext, freeBytes, obstacles, wishesOf } from './fit';
import { explain } from './explain';
import { placementRow } from './row';

const none: ReadonlySet<never> = new Set();
const model = oneStream(['n1', 'n2', 'n3']);

/** What keeps n4 from a copy of a stream on n1, n2 and n3. */
function against(config: Partial<StreamConfig>, changes: Readonly<Record<string, ServerChange>>, server = 'n4') {
  const stream = theStream(model, config);
  const context = fitContext(serversWith(model, changes));
  const others = ['n1', 'n2', 'n3'].filter((name) => name !== server).map(serverName);
  const placed = ['n1', 'n2', 'n3'].includes(server);
  return obstacles(
    stream,
    wishesOf(stream, context),
    context.servers.get(serverName(server))!,
    others,
    context,
    placed,
  );
}
const kinds = (...args: Parameters<typeof against>) => against(...args).map(({ kind }) => kind);

describe('a server without a copy', () => {
  it('could hold one if nothing is asked', () => {
    expect(against({}, {})).toEqual([]);
  });

  it('must be in the cluster that is asked for, or that the stream is in', () => {
    expect(against({}, { n4: { cluster: 'C2' } })).toEqual([{ kind: 'otherCluster', wanted: 'C1', actual: 'C2' }]);
    expect(kinds({ placementCluster: 'C2' }, { n4: { cluster: 'C2' } })).toEqual([]);
    expect(kinds({ placementCluster: 'C2' }, {})).toEqual(['otherCluster']);
    expect(kinds({ placementCluster: '' }, {})).toEqual([]);
  });

  it('must have every tag, and none that is forbidden, in any case of letters', () => {
    const tags = { n4: { tags: ['ssd', 'az:b'] } };
    expect(against({ placementTags: ['SSD', 'gpu'] }, tags)).toEqual([{ kind: 'missingTag', tag: 'gpu' }]);
    expect(against({ placementTags: ['!SSD'] }, tags)).toEqual([{ kind: 'forbiddenTag', tag: 'SSD' }]);
    expect(against({ placementTags: ['ssd', '!hdd'] }, tags)).toEqual([]);
  });

  it('must run JetStream, answer and belong to the meta group', () => {
    expect(kinds({}, { n4: { jetstream: false } })).toEqual(['noJetStream']);
    expect(kinds({}, { n4: { totals: { disabled: true } } })).toEqual(['noJetStream']);
    expect(kinds({}, { n4: { presence: { kind: 'neverHeard' } } })).toEqual(['silent']);
    expect(kinds({}, { n4: { presence: { kind: 'unknown' } } })).toEqual(['notKnown']);
    expect(kinds({}, { n4: { metaRole: 'notMember' } })).toEqual(['notMember']);
  });

  it('may be kept free of streams by a tag', () => {
    expect(kinds({}, { n4: { tags: ['!jetstream'] } })).toEqual(['excluded']);
  });

  it('must have room for what the stream may grow to, less what is used or reserved', () => {
    const totals = { maxStorage: 1_000, storage: 300, reservedStorage: 100, maxMemory: 50, memory: 0 };
    expect(against({ maxBytes: 701 }, { n4: { totals } })).toEqual([{ kind: 'noRoom', free: 700, needed: 701 }]);
    expect(against({ maxBytes: 700 }, { n4: { totals } })).toEqual([]);
    expect(against({ maxBytes: 700 }, { n4: { totals: { ...totals, reservedStorage: 301 } } })).toHaveLength(1);
    expect(against({ maxBytes: 'unlimited' }, { n4: { totals } })).toEqual([]);
    expect(kinds({ maxBytes: 51, storage: 'memory' }, { n4: { totals } })).toEqual(['noRoom']);
  });

  it('must be below the limit of HA assets that the meta leader has', () => {
    const n1 = { metaRole: 'leader' as const, totals: { maxHaAssets: 20 } };
    expect(kinds({}, { n1, n4: { totals: { haAssets: 20 } } })).toEqual([]);
    expect(kinds({}, { n1, n4: { totals: { haAssets: 21 } } })).toEqual(['assetLimit']);
    expect(kinds({}, { n4: { totals: { haAssets: 21, maxHaAssets: 3 } } })).toEqual([]);
  });

  it('must differ from the others in the unique tag', () => {
    const n1 = { metaRole: 'leader' as const, totals: { uniqueTag: 'az:' }, tags: ['az:a'] };
    const others = { n1, n2: { tags: ['az:b'] }, n3: { tags: ['az:c'] } };
    expect(against({}, { ...others, n4: { tags: ['AZ:b'] } })).toEqual([
      { kind: 'uniqueTaken', tag: 'AZ:b', by: ['n2'] },
    ]);
    expect(against({}, { ...others, n4: { tags: ['az:d'] } })).toEqual([]);
    expect(against({}, others)).toEqual([{ kind: 'noUniqueTag', prefix: 'az:' }]);
    // The rule is off where the stream names a tag of that kind itself.
    expect(against({ placementTags: ['az:b'] }, { ...others, n4: { tags: ['az:b'] } })).toEqual([]);
    expect(against({ placementTags: ['!az:c'] }, { ...others, n4: { tags: ['az:b'] } })).toEqual([]);
  });

  it('of another domain is out of the question, and of a stream without a configuration little is known', () => {
    const stream = { ...theStream(model), config: null };
    const context = fitContext(serversWith(model, {}));
    expect(wishesOf(stream, context)).toMatchObject({ known: false, tags: [], maxBytes: null, clusterAsked: false });
    const [n4] = serversWith(model, {}).filter(({ name }) => name === serverName('n4'));
    const elsewhere = obstacles({ ...stream, domain: 'leaf' as never }, wishesOf(stream, context), n4!, [], context);
    expect(elsewhere).toEqual([{ kind: 'otherDomain' }]);
  });
});

describe('a server with a copy', () => {
  it('is asked for tags and cluster only: room and limits are for new copies', () => {
    const totals = { maxStorage: 10, storage: 10, reservedStorage: 0 };
    expect(against({ maxBytes: 700 }, { n3: { totals, presence: { kind: 'neverHeard' } } }, 'n3')).toEqual([]);
    expect(kinds({ placementTags: ['ssd'] }, {}, 'n3')).toEqual(['missingTag']);
  });
});

describe('free bytes', () => {
  const server = (totals: ServerChange['totals']) => serversWith(model, { n4: { totals: totals ?? null } })[3]!;
  it('are never negative, and not known before the server has told', () => {
    expect(freeBytes(server({ maxStorage: 10, storage: 30, reservedStorage: 0 }), 'file')).toBe(0);
    expect(freeBytes(server({ maxStorage: 10, reservedStorage: 'unlimited' }), 'file')).toBe(0);
    expect(freeBytes(server({ maxStorage: 'unlimited' }), 'file')).toBe('unlimited');
    expect(freeBytes(server(null), 'file')).toBe(null);
  });

  test.prop([fc.nat(), fc.nat(), fc.nat()])('are the limit less the larger of used and reserved', (limit, a, b) => {
    const totals = { maxStorage: limit, storage: a, reservedStorage: b };
    expect(freeBytes(server(totals), 'file')).toBe(Math.max(0, limit - Math.max(a, b)));
  });
});

describe('an explanation', () => {
  const row = placementRow(theStream(model, { placementTags: ['ssd'] }), none);
  const ssd = { tags: ['ssd'] };

  it('names the servers that could hold another copy, those with the fewest HA assets first', () => {
    const servers = serversWith(model, {
      n4: { ...ssd, totals: { haAssets: 30 } },
      n5: { ...ssd, totals: { haAssets: 12 } },
    });
    expect(explain(row, serverName('n4'), fitContext(servers)).candidates).toEqual(['n5', 'n4']);
  });

  it('orders single copies by what is free', () => {
    const single = oneStream(['n1']);
    const servers = serversWith(single, {
      n2: { totals: { storage: 900, maxStorage: 1_000 } },
      n3: { totals: { storage: 100, maxStorage: 1_000, haAssets: 99 } },
      n4: { totals: { storage: 500, maxStorage: 1_000 } },
      n5: { jetstream: false },
    });
    const { candidates, cell } = explain(placementRow(theStream(single), none), serverName('n2'), fitContext(servers));
    expect(cell).toBe(null);
    expect(candidates).toEqual(['n3', 'n4', 'n2']);
  });

  it('of a copy says what it lacks of what is asked now', () => {
    const context = fitContext(serversWith(model, { n1: ssd, n2: ssd }));
    expect(explain(row, serverName('n3'), context)).toMatchObject({
      cell: { state: 'follower' },
      obstacles: [{ kind: 'missingTag', tag: 'ssd' }],
    });
    expect(explain(row, serverName('n1'), context).obstacles).toEqual([]);
  });

  it('of a server that nobody knows says so', () => {
    expect(explain(row, serverName('n9'), fitContext(serversWith(model, {}))).obstacles).toBe(null);
  });

  test.prop([fc.subarray(['n1', 'n2', 'n3', 'n4', 'n5']), fc.boolean()])(
    'never names a candidate that holds a copy or that something stands against',
    (tagged, unique) => {
      const changes = Object.fromEntries(
        tagged.map((name, index) => [name, { tags: ['ssd', `az:${String(index % 2)}`] }]),
      );
      const servers = serversWith(model, changes).map((server) => ({
        ...server,
        totals: server.totals && { ...server.totals, uniqueTag: unique ? 'az:' : null },
      }));
      const context = fitContext(servers);
      const { candidates } = explain(row, serverName('n4'), context);
      for (const name of candidates) {
        expect(row.cells.some(({ server }) => server === name)).toBe(false);
        expect(explain(row, name, context).obstacles).toEqual([]);
      }
      for (const name of ['n4', 'n5'].map(serverName))
        if (!candidates.includes(name)) expect(explain(row, name, context).obstacles).not.toEqual([]);
    },
  );
});
