import type { DurationMs } from '../time';
import type { TopologyLink } from './model';

/** So many times what links like it take. */
const factor = 3;
/** And at least so much more (ms): a busy machine answers some pings late, and zones lie a millisecond or two apart. */
const least = 5;

/**
 * Marks links whose round trip is far longer than that of their like: routes of one cluster, gateways between the same two
 * clusters. Leaf nodes may be anywhere and are compared with none.
 *
 * What is usual is the lower quartile, so that one slow server among three shows: two of three links are then slow. Where
 * more than half of the links are slow and no single server is at the end of all of them, the cluster is spread over
 * distant places, and none is odd.
 */
export function markOutliers(
  links: readonly TopologyLink[],
  groupOf: (link: TopologyLink) => string | null,
): readonly TopologyLink[] {
  const groups = new Map<string, Measured[]>();
  for (const link of links) {
    const name = groupOf(link);
    if (name === null || !isMeasured(link)) continue;
    const group = groups.get(name);
    if (group) group.push(link);
    else groups.set(name, [link]);
  }
  const usual = new Map<string, DurationMs>();
  for (const group of groups.values()) {
    const quartile = lowerQuartile(group.map(({ rtt }) => rtt));
    for (const { key } of oddOnes(group, quartile)) usual.set(key, quartile);
  }
  return links.map((link) => {
    const outlier = usual.get(link.key);
    return outlier === undefined ? link : { ...link, outlier, mark: link.mark === 'ok' ? 'warn' : link.mark };
  });
}

type Measured = TopologyLink & { readonly rtt: DurationMs };

function isMeasured(link: TopologyLink): link is Measured {
  return link.rtt !== null;
}

function lowerQuartile(values: readonly DurationMs[]): DurationMs {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.ceil(sorted.length / 4) - 1] ?? 0;
}

function oddOnes(members: readonly Measured[], usual: DurationMs): readonly Measured[] {
  const slow = members.filter(({ rtt }) => rtt > factor * usual && rtt - usual > least);
  return 2 * slow.length <= members.length || haveOneServer(slow) ? slow : [];
}

function haveOneServer(links: readonly Measured[]): boolean {
  const [first] = links;
  return [first?.from, first?.to].some(
    (server) => server !== undefined && links.every(({ from, to }) => from === server || to === server),
  );
}
