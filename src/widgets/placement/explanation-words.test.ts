import { beforeAll, describe, expect, it } from 'vitest';
import type { StreamConfig } from '../../domain/replies/jsz';
import { explain } from '../../domain/placement/explain';
import { fitContext } from '../../domain/placement/fit';
import { placementRow } from '../../domain/placement/row';
import { serverName } from '../../domain/ids';
import { oneStream, serversWith, theStream, type ServerChange } from '../../testing/placement';
import { englishWords } from '../../testing/words';
import type { Translate } from '../../ui/translate';
import { explanationWords } from './explanation-words';

let t: Translate;
beforeAll(async () => {
  t = await englishWords();
});

const model = oneStream(['n1', 'n2', 'n3']);

/** What is said of a stream on n1, n2 and n3, at one of n1 to n5. */
function said(
  server: string,
  config: Partial<StreamConfig> = {},
  changes: Readonly<Record<string, ServerChange>> = {},
): string {
  const context = fitContext(serversWith(model, changes));
  const row = placementRow(theStream(model, config), new Set());
  return explanationWords(t, explain(row, serverName(server), context), context).join(' ');
}

describe('the sentence of a copy', () => {
  it('says that nothing in particular was asked', () => {
    expect(said('n1')).toBe(
      'The stream asks for no server in particular: any of cluster C1 with JetStream may hold a copy. n4 and n5 could hold it as well.',
    );
  });

  it('names the cluster and the tags that were asked for', () => {
    const tags = { tags: ['ssd', 'az:a'] };
    expect(said('n1', { placementCluster: 'C1', placementTags: ['ssd', '!hdd'] }, { n1: tags })).toBe(
      'Here because the stream asks for it: it is in cluster C1, it has the tag ssd and it does not have hdd. No other server could take its place now.',
    );
  });

  it('says when it would not be placed there now', () => {
    expect(said('n1', { placementTags: ['gpu'] })).toContain(
      'It is here though it would not be placed here now: it does not have the tag gpu.',
    );
  });

  it('names the unique tag', () => {
    const zones = Object.fromEntries(
      ['n1', 'n2', 'n3', 'n4', 'n5'].map((name, index) => [
        name,
        { tags: [`az:${String(index)}`], totals: { uniqueTag: 'az:' } },
      ]),
    );
    expect(said('n1', {}, zones)).toContain('No other copy is in az:0, as unique_tag demands.');
  });
});

describe('the sentence of an empty cell', () => {
  it('says that the server could hold a copy, and who would come first', () => {
    const totals = (haAssets: number) => ({
      totals: { haAssets, maxStorage: 2 ** 30, storage: 0, reservedStorage: 0 },
    });
    const changes = { n4: totals(3), n5: totals(30) };
    expect(said('n4', {}, changes)).toBe(
      'n4 could hold a copy: 1.00 GiB are free. The stream has the 3 copies it asks for elsewhere. Of the servers that could, it would come first.',
    );
    expect(said('n5', {}, changes)).toContain('n4 would come before it: 3 HA assets against 30.');
  });

  const obstacles: readonly (readonly [string, Partial<StreamConfig>, ServerChange, string])[] = [
    ['another cluster', {}, { cluster: 'C2' }, 'it is in cluster C2, and the stream in C1'],
    ['silence', {}, { presence: { kind: 'neverHeard' } }, 'it does not answer'],
    ['no word', {}, { presence: { kind: 'unknown' } }, 'nobody can say whether it answers'],
    ['no JetStream', {}, { jetstream: false }, 'JetStream is off'],
    ['a tag that keeps copies away', {}, { tags: ['!jetstream'] }, 'its tag !jetstream keeps new copies away'],
    ['a tag it lacks', { placementTags: ['gpu'] }, {}, 'it does not have the tag gpu'],
    [
      'a tag it should not have',
      { placementTags: ['!hdd'] },
      { tags: ['hdd'] },
      'it has the tag hdd, which the stream',
    ],
    [
      'no room',
      { maxBytes: 2 ** 20 },
      { totals: { maxStorage: 2 ** 10, storage: 0, reservedStorage: 0 } },
      '1.00 KiB are free and the stream may take 1.00 MiB',
    ],
    ['no membership', {}, { metaRole: 'notMember' }, 'it is no member of the meta group'],
  ];
  for (const [what, config, change, words] of obstacles)
    it(`says what stands in the way: ${what}`, () => {
      const text = said('n4', config, { n4: change });
      expect(text).toMatch(/^Not on n4: /);
      expect(text).toContain(words);
    });

  it('says which copy has its zone', () => {
    const zone = (name: string) => ({ tags: [name], totals: { uniqueTag: 'az:' } });
    const changes = { n1: zone('az:a'), n2: zone('az:b'), n3: zone('az:c'), n4: zone('az:a'), n5: zone('az:d') };
    expect(said('n4', {}, changes)).toContain('its az:a already has the copy on n1, whose place alone it could take');
  });

  it('of a server that nobody knows says so', () => {
    expect(said('n9')).toBe('Nobody knows the server n9.');
  });
});

it('names of a cluster are written as they are, and cannot pass for other words', () => {
  const text = said('n1', { placementCluster: '<b>C1</b>\u202e', placementTags: ['{{server}}', '$t(model:crown)'] });
  expect(text).toContain('<b>C1</b>\\u202e');
  expect(text).toContain('{{server}}');
  expect(text).toContain('$t(model:crown)');
});
