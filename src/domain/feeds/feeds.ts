import type { StreamModel } from '../cluster/model';
import type { Count } from '../count';
import type { StreamKey } from '../ids';
import type { SourceFacts } from '../replies/jsz';
import type { DurationMs } from '../time';

/** Messages that go from one stream into another, as the leader of the one that takes them says. */
export interface Feed {
  readonly kind: 'mirror' | 'source';
  /** Name of the other stream. */
  readonly name: string;
  /** `null`: in another account or domain, or nobody knows it here. */
  readonly stream: StreamKey | null;
  /** Prefix of the API of another account or domain, where the other stream is. */
  readonly external: string | null;
  /** Messages that were not taken yet. */
  readonly lag: Count;
  /** Since the origin was last heard; `null`: never. */
  readonly active: DurationMs | null;
  readonly error: string | null;
  readonly state: FeedState;
}

export type FeedState =
  | 'even'
  | 'behind'
  /** The origin has not been heard for a while. */
  | 'silent'
  | 'failing'
  /** Nobody says it now: the stream that takes the messages has no leader that answers. */
  | 'unknown';

/** Where the messages of a stream come from, and where they go. */
export interface Feeds {
  readonly into: readonly Feed[];
  readonly outOf: readonly Feed[];
}

/** A consumer of an origin sends a heartbeat each second, and is made anew after ten without one (`sourceHealthCheckInterval`). */
const silentAfter: DurationMs = 10_000;

export function feedsOf(stream: StreamModel, streams: readonly StreamModel[]): Feeds {
  const near = streams.filter(({ account, domain }) => account === stream.account && domain === stream.domain);
  const keys = new Map(near.map(({ name, key }) => [String(name), key]));
  const isTold = ({ group }: StreamModel) => group.leadership.kind === 'led';
  const into = feeding(stream).map(([kind, facts]) =>
    feed(kind, facts, facts.name, facts.external === undefined ? (keys.get(facts.name) ?? null) : null, isTold(stream)),
  );
  const outOf = near.flatMap((other) =>
    feeding(other)
      .filter(([, { name, external }]) => name === stream.name && external === undefined)
      .map(([kind, facts]) => feed(kind, facts, other.name, other.key, isTold(other))),
  );
  return { into, outOf };
}

function feeding({ mirror, sources }: StreamModel): readonly (readonly [Feed['kind'], SourceFacts])[] {
  return [
    ...(mirror === null ? [] : [['mirror', mirror] as const]),
    ...sources.map((source) => ['source', source] as const),
  ];
}

function feed(
  kind: Feed['kind'],
  { lag, active, error, external }: SourceFacts,
  name: string,
  stream: StreamKey | null,
  isTold: boolean,
): Feed {
  const state = isTold ? stateOf(lag, active, error) : 'unknown';
  return { kind, name, stream, external: external ?? null, lag, active, error, state };
}

function stateOf(lag: Count, active: DurationMs | null, error: string | null): FeedState {
  if (error !== null) return 'failing';
  if (active === null || active > silentAfter) return 'silent';
  return lag === 0 ? 'even' : 'behind';
}
