import { describe, expect, it } from 'vitest';
import { fitContext } from '../placement/fit';
import { domainName, streamName } from '../ids';
import { parseVersion } from '../version';
import { jsonText } from '../asset-config/json-text';
import { streamConfig } from './fields';
import { holdStream, type PresentStream, type StreamWorld } from './hold';

const world: StreamWorld = {
  version: parseVersion('2.15.1'),
  streams: [{ name: streamName('OTHER'), config: streamConfig({ name: 'OTHER', subjects: ['taken.>'] }) }],
  room: { fit: fitContext([]), domain: domainName(''), cluster: null },
  members: [],
};
const asked = (more: object = {}) => JSON.stringify({ name: 'S', subjects: ['S.>'], num_replicas: 3, ...more });
/** As a server tells what was asked for, with what it fills in. */
const told = (more: object = {}, state: Partial<PresentStream> = {}): PresentStream => ({
  config: { ...(JSON.parse(asked()) as object), duplicate_window: 120_000_000_000, ...more },
  created: '2026-01-02T03:04:05.123456789Z',
  messages: 100,
  bytes: 5_000,
  ...state,
});

describe('a stream that is asked for', () => {
  it('and not there is written as asked, with the command line, and nothing to compare with', () => {
    const held = holdStream(asked({ max_age: 3_600_000_000_000 }), null, world);
    expect(held).toMatchObject({ name: 'S', replicas: 3, present: null, problems: [], changes: [], differing: [] });
    expect(JSON.parse(held.body ?? '')).toMatchObject({ name: 'S', num_replicas: 3, max_age: 3_600_000_000_000 });
    expect(held.cli).toContain('nats stream add S');
  });

  it('has its problems told with the fields to blame, by the names of the servers', () => {
    const held = holdStream(
      asked({ subjects: ['S.a', 'taken.x'], deny_purge: true, allow_rollup_hdrs: true }),
      null,
      world,
    );
    expect(held.problems).toEqual(
      expect.arrayContaining([
        { rule: 'subjectsOverlapStream', field: 'subjects.1' },
        { rule: 'rollupNeedsPurge', field: 'allow_rollup_hdrs' },
      ]),
    );
    expect(holdStream(asked({ max_msgs: 'many' }), null, world).problems).toEqual([
      { rule: 'notInteger', field: 'max_msgs' },
    ]);
    expect(holdStream('{"name":', null, world)).toMatchObject({
      body: null,
      problems: [{ rule: 'notJson', field: '' }],
    });
  });
});

describe('a change that is asked for', () => {
  it('differs in nothing from what a server makes of it, however that writes its moments', () => {
    expect(holdStream(asked(), told(), world)).toMatchObject({ changes: [], differing: [], moves: false, messages: 0 });
    const since = (at: string) => ({ subjects: [], mirror: { name: 'O', opt_start_time: at } });
    const mirror = holdStream(
      asked(since('2026-01-02T03:04:05.120Z')),
      told({ ...since('2026-01-02T04:04:05.12+01:00'), duplicate_window: 0 }),
      world,
    );
    expect(mirror.differing).toEqual([]);
  });

  it('names what differs, before and after, and what of it is final', () => {
    const held = holdStream(asked({ max_msgs: 500, deny_delete: true }), told({ description: 'old' }), world);
    expect(held.changes).toEqual([
      { field: 'description', before: '"old"', after: null, isFinal: false },
      { field: 'max_msgs', before: null, after: '500', isFinal: true },
      { field: 'deny_delete', before: null, after: 'true', isFinal: true },
    ]);
    expect(held.differing).toEqual(['description', 'max_msgs', 'deny_delete']);
  });

  it('keeps fields that this console does not know, and misses those that a server dropped', () => {
    const held = holdStream(asked({ of_tomorrow: { a: 1 } }), told({ of_today: 9_007_199_254_740_993n }), world);
    expect(held.body).toContain('"of_today": 9007199254740993');
    expect(held.differing).toEqual(['of_tomorrow']);
    expect(held.changes).toEqual([{ field: 'of_tomorrow', before: null, after: '{"a": 1}', isFinal: false }]);
  });

  it('does not miss what stood in a part that it takes away', () => {
    const mirror = { name: 'O', newer: true, external: { api: 'hub.api', deliver: '', newer: 1 } };
    const present = told({ subjects: [], mirror, sources: [], duplicate_window: 0 });
    const held = holdStream(asked({ description: 'promoted', mirror: null }), present, world);
    expect(held.body).not.toContain('newer');
    expect(held.changes.map(({ field }) => field)).toEqual(['description', 'subjects', 'mirror', 'duplicate_window']);
    // As long as the server tells of the mirror, it is the mirror that differs.
    expect(held.differing).toEqual(['description', 'subjects', 'mirror', 'duplicate_window']);
  });

  it('keeps a placement of which nothing is known, and does not take it for a move', () => {
    const held = holdStream(asked({ description: 'new' }), told({ placement: { zones: 2 } }), world);
    expect(JSON.parse(held.body ?? '')).toMatchObject({ placement: { zones: 2 } });
    expect(held).toMatchObject({ moves: false, differing: ['description'] });
    expect(held.changes.map(({ field }) => field)).toEqual(['description']);
  });

  it.each<[object, string, string]>([
    [{ compression: 'zstd' }, 'unknownWord', 'compression'],
    [{ retention: 'tiered' }, 'unknownWord', 'retention'],
    [{ max_age: '1h' }, 'notInteger', 'max_age'],
    [{ subjects: ['S.>', { filter: 'x' }] }, 'notText', 'subjects.1'],
  ])('has a problem where it would lose what is there and cannot be read: %j', (present, rule, field) => {
    expect(holdStream(asked({ description: 'new' }), told(present), world).problems).toEqual([{ rule, field }]);
  });

  it('never sends what servers note for themselves', () => {
    const metadata = { '_nats.level': '4', team: 'a' };
    const held = holdStream(asked({ metadata }), told({ metadata }), world);
    expect(held.body).not.toContain('_nats');
    expect(held.changes).toEqual([]);
  });

  it('counts the messages that a tighter limit deletes', () => {
    const lost = (more: object, state: Partial<PresentStream> = {}) =>
      holdStream(asked(more), told({}, state), world).messages;
    expect(lost({ max_msgs: 30 })).toBe(70);
    expect(lost({ max_msgs: 300 })).toBe(0);
    expect(lost({ max_bytes: 6_000 })).toBe(0);
    expect(lost({ max_bytes: 4_000 })).toBeNull();
    expect(lost({ max_age: 60_000_000_000 })).toBeNull();
  });

  it('tells that it seals, and that copies move', () => {
    expect(holdStream(asked({ sealed: true, duplicate_window: 120_000_000_000 }), told(), world).seals).toBe(true);
    expect(holdStream(asked({ num_replicas: 1 }), told(), world)).toMatchObject({
      moves: true,
      replicas: 1,
      replicasNow: 3,
    });
    expect(holdStream(asked({ placement: { tags: ['a'] } }), told(), world).moves).toBe(true);
  });

  it('has one text for what is there, whatever the order of its fields', () => {
    const { config } = told();
    const turned = Object.fromEntries(Object.entries(config as object).reverse());
    expect(holdStream(asked(), told(turned), world).present).toBe(holdStream(asked(), told(), world).present);
    expect(holdStream(asked(), told(), world).present).toBe(
      jsonText(JSON.parse(holdStream(asked(), told(), world).present ?? '') as never),
    );
  });
});
