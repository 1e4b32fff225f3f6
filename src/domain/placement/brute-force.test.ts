import { fc, test } from '@fast-check/vitest';
import { describe, expect } from 'vitest';
import { oneStream, serversWith, theStream } from '../../testing/placement';
import type { ServerModel } from '../cluster/model';
import { serverName } from '../ids';
import type { StreamConfig } from '../replies/jsz';
import { candidatesFor } from './explain';
import { fitContext, wishesOf } from './fit';
import { placementRow } from './row';

/** What of a server decides, small enough that everything collides. */
interface Traits {
  readonly tags: readonly string[];
  readonly cluster: string;
  readonly presence: 'answering' | 'neverHeard' | 'unknown';
  readonly metaRole: 'member' | 'notMember';
  readonly jetstream: boolean;
  readonly used: number;
  readonly reserved: number;
  readonly haAssets: number;
}

interface Asked {
  readonly tags: readonly string[];
  readonly uniqueTag: string | null;
  readonly maxBytes: number | null;
  readonly memory: boolean;
  readonly maxHaAssets: number | null;
}

const rare = <T>(usual: T, other: T) => fc.oneof({ weight: 6, arbitrary: fc.constant(usual) }, fc.constant(other));
const traits: fc.Arbitrary<Traits> = fc.record({
  tags: fc.subarray(['ssd', 'SSD', 'gpu', 'az:a', 'az:b', 'AZ:b', 'az:c', '!jetstream'], { maxLength: 4 }),
  cluster: rare('C1', 'C2'),
  presence: fc.oneof(
    { weight: 6, arbitrary: fc.constant('answering' as const) },
    fc.constantFrom('neverHeard' as const, 'unknown' as const),
  ),
  metaRole: rare<'member' | 'notMember'>('member', 'notMember'),
  jetstream: rare(true, false),
  used: fc.nat(12),
  reserved: fc.nat(12),
  haAssets: fc.nat(5),
});
const asked: fc.Arbitrary<Asked> = fc.record({
  tags: fc.subarray(['ssd', 'gpu', '!gpu', '!ssd', 'az:a', '!az:b'], { maxLength: 2 }),
  uniqueTag: fc.option(fc.constant('az:')),
  maxBytes: fc.option(fc.integer({ min: 1, max: 12 })),
  memory: fc.boolean(),
  maxHaAssets: fc.option(fc.nat(5)),
});
const names = ['n1', 'n2', 'n3', 'n4', 'n5'];
const limit = 10;

/** The meta leader's own way through its list (`selectPeerGroup`), in a few lines. */
function taken(
  { tags, uniqueTag, maxBytes, maxHaAssets }: Asked,
  on: readonly string[],
  all: ReadonlyMap<string, Traits>,
) {
  const lower = (name: string) => (all.get(name)?.tags ?? []).map((tag) => tag.toLowerCase());
  const unique =
    uniqueTag !== null && tags.every((tag) => !tag.replace('!', '').startsWith(uniqueTag)) ? uniqueTag : null;
  const zone = (name: string) => lower(name).find((tag) => unique !== null && tag.startsWith(unique));
  return names.filter((name) => {
    const one = all.get(name);
    if (one === undefined || on.includes(name) || one.cluster !== 'C1' || !one.jetstream) return false;
    if (one.presence !== 'answering' || one.metaRole !== 'member' || lower(name).includes('!jetstream')) return false;
    if (tags.some((tag) => lower(name).includes(tag.replace('!', '')) === tag.startsWith('!'))) return false;
    if (maxBytes !== null && maxBytes > Math.max(0, limit - Math.max(one.used, one.reserved))) return false;
    if (maxHaAssets !== null && one.haAssets > maxHaAssets) return false;
    return unique === null || (zone(name) !== undefined && !on.some((other) => zone(other) === zone(name)));
  });
}

describe('the servers that could take a copy', () => {
  const sets = fc.tuple(
    fc.subarray(names, { minLength: 1, maxLength: 4 }),
    fc.tuple(...names.map(() => traits)),
    asked,
  );

  test.prop([sets], { numRuns: 2000 })('are those that the meta leader would not pass over', ([on, drawn, wish]) => {
    const all = new Map(names.map((name, at) => [name, drawn[at]!] as const));
    const model = oneStream(on);
    const servers = serversWith(model, Object.fromEntries([...all].map(([name, one]) => [name, changeOf(one, wish)])));
    const config: Partial<StreamConfig> = {
      placementTags: wish.tags,
      maxBytes: wish.maxBytes ?? 'unlimited',
      storage: wish.memory ? 'memory' : 'file',
    };
    const context = fitContext(servers);
    const stream = theStream(model, config);
    const found = candidatesFor(placementRow(stream, new Set()), wishesOf(stream, context), context);
    expect([...found].sort()).toEqual(taken(wish, on, all));
    // Those that hold least come first: copies of one group are spread.
    const assets = (name: string) => all.get(name)?.haAssets ?? 0;
    if (on.length > 1) expect(found.map(assets)).toEqual(found.map(assets).toSorted((a, b) => a - b));
    expect(found).not.toContain(serverName(on[0] ?? ''));
  });
});

function changeOf({ presence, used, reserved, haAssets, ...rest }: Traits, { uniqueTag, memory, maxHaAssets }: Asked) {
  const answering: ServerModel['presence'] = { kind: presence };
  const [free, full] = [
    { max: limit, used: 0, reserved: 0 },
    { max: limit, used, reserved },
  ];
  const [file, mem] = memory ? [free, full] : [full, free];
  const totals = {
    ...{ maxStorage: file.max, storage: file.used, reservedStorage: file.reserved },
    ...{ maxMemory: mem.max, memory: mem.used, reservedMemory: mem.reserved },
    ...{ uniqueTag, maxHaAssets, haAssets },
  };
  return { ...rest, presence: answering, totals };
}
