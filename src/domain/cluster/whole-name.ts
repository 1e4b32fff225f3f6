import type { ServerModel } from './model';

type Named = Pick<ServerModel, 'cluster' | 'domain' | 'jetstream'>;

/**
 * What the whole is called: clusters joined by gateways are one, since they share the meta group. A leaf node with a
 * JetStream domain of its own, or without JetStream, is not part of that. `null`: no server has told its cluster.
 */
export function wholeName(servers: Iterable<Named>): string | null {
  const named = [...servers].filter(({ cluster }) => cluster !== null);
  const members = named.some(({ jetstream }) => jetstream === true)
    ? named.filter(({ jetstream }) => jetstream === true)
    : named;
  const hub = largestDomain(members);
  const clusters = new Set(
    members.flatMap(({ cluster, domain }) => (domain === hub && cluster !== null ? [cluster] : [])),
  );
  return clusters.size === 0 ? null : [...clusters].sort().join('+');
}

/** Of two that are equally large the first by name: that of servers without a domain is empty. */
function largestDomain(servers: readonly Named[]): string | null {
  const counts = new Map<string, number>();
  for (const { domain } of servers) counts.set(domain, (counts.get(domain) ?? 0) + 1);
  const [first] = [...counts].sort(([a, many], [b, more]) => more - many || (a < b ? -1 : 1));
  return first?.[0] ?? null;
}
