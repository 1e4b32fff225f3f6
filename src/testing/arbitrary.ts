import { fc } from '@fast-check/vitest';
import type { Observation } from '../domain/observation';
import { accountId, streamName } from '../domain/ids';
import { aCluster, at, peerRow, type TestCluster } from './builders';

/** One thing that happens to a cluster. */
export type Happening =
  | { readonly kind: 'kill'; readonly server: string }
  | { readonly kind: 'restart'; readonly server: string }
  | { readonly kind: 'stop'; readonly server: string }
  | { readonly kind: 'write'; readonly stream: string; readonly by: number }
  | { readonly kind: 'lead'; readonly stream: string; readonly server: string | null }
  | { readonly kind: 'behind'; readonly stream: string; readonly server: string; readonly position: number }
  | { readonly kind: 'contact'; readonly stream: string; readonly server: string; readonly active: number }
  | { readonly kind: 'delete'; readonly stream: string }
  | { readonly kind: 'meta'; readonly leader: string | null };

const servers = ['n1', 'n2', 'n3', 'n4', 'n5'];
const streams = ['S0', 'S1', 'S2', 'S3'];

const server = fc.constantFrom(...servers);
const stream = fc.constantFrom(...streams);

export const happening: fc.Arbitrary<Happening> = fc.oneof(
  fc.record({ kind: fc.constant('kill' as const), server }),
  fc.record({ kind: fc.constant('restart' as const), server }),
  fc.record({ kind: fc.constant('stop' as const), server }),
  fc.record({ kind: fc.constant('write' as const), stream, by: fc.nat(1_000) }),
  fc.record({ kind: fc.constant('lead' as const), stream, server: fc.option(server) }),
  fc.record({ kind: fc.constant('behind' as const), stream, server, position: fc.nat(100) }),
  fc.record({ kind: fc.constant('contact' as const), stream, server, active: fc.constantFrom(100, 5_000, 20_000) }),
  fc.record({ kind: fc.constant('delete' as const), stream }),
  fc.record({ kind: fc.constant('meta' as const), leader: fc.option(server) }),
);

/** A cluster of five with four streams of one to five copies. */
export const cluster: fc.Arbitrary<TestCluster> = fc
  .tuple(...streams.map(() => fc.shuffledSubarray(servers, { minLength: 1 })))
  .map((members) =>
    members.reduce<TestCluster>(
      (built, on, index) => built.withStream(streams[index] ?? 'S', on, { account: index > 2 ? 'OTHER' : 'APP' }),
      aCluster().withServers(...servers),
    ),
  );

/** What an engine took in, poll by poll, and the cluster as it then is. */
export interface Watched {
  readonly polls: readonly (readonly Observation[])[];
  readonly cluster: TestCluster;
}

/** A cluster to which things happen: one poll every 2 s, the first at 0. */
export const watchedFrom = (start: fc.Arbitrary<TestCluster>): fc.Arbitrary<Watched> =>
  fc.tuple(start, fc.array(happening, { minLength: 1, maxLength: 8 })).map(([first, happenings]) => {
    const polls: (readonly Observation[])[] = [first.poll(0)];
    const last = happenings.reduce<TestCluster>((now, what, index) => {
      const ms = (index + 1) * 2_000;
      const next = happen(now, what, ms);
      polls.push([...announcements(now, what, ms), ...next.poll(ms)]);
      return next;
    }, first);
    return { polls, cluster: last };
  });

export const watched = watchedFrom(cluster);

/** Its polls alone. */
export const history = watched.map(({ polls }) => polls);

function happen(now: TestCluster, what: Happening, ms: number): TestCluster {
  switch (what.kind) {
    case 'kill':
    case 'stop':
      return now.kill(what.server);
    case 'restart':
      return now.restart(what.server, ms - 500);
    case 'write':
      return now.changeStream(what.stream, { lastSeq: 100 + ms + what.by });
    case 'lead':
      return now.changeStream(what.stream, { leader: what.server });
    case 'behind':
      return now.changeStream(what.stream, {
        positions: { [what.server]: what.position },
        rows: { [what.server]: peerRow(what.server, { lag: 5, current: false }) },
      });
    case 'contact':
      return now.changeStream(what.stream, { rows: { [what.server]: peerRow(what.server, { active: what.active }) } });
    case 'delete':
      return now.withoutStream(what.stream);
    case 'meta':
      return now.withMetaLeader(what.leader);
  }
}

function announcements(now: TestCluster, what: Happening, ms: number): readonly Observation[] {
  if (what.kind === 'stop') return now.server(what.server).up ? [now.departureOf(what.server, ms - 700)] : [];
  if (what.kind !== 'delete') return [];
  const account = accountId(what.stream === 'S3' ? 'OTHER' : 'APP');
  const subject = { account, stream: streamName(what.stream), consumer: null };
  const advisory = { kind: 'assetChanged', id: `deleted-${ms}`, time: null, ...subject, action: 'deleted' } as const;
  return [{ kind: 'advisory', at: at(ms - 600), advisory }];
}

/** Runs of a property that is held against brute force: all of them are for `CI=true`, other ones each time by hand. */
export const thorough = { numRuns: process.env['CONCLAVE_FULL'] === '1' ? 1_000 : 150 };
