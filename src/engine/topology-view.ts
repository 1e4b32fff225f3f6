import type { ClusterModel } from '../domain/cluster/model';
import type { Facts } from '../domain/facts/facts';
import { assembleTopology } from '../domain/topology/assemble';
import type { TopologyModel } from '../domain/topology/model';
import type { DurationMs } from '../domain/time';

/** Words age: so long (ms) the last picture stands while nothing was said. */
const stands: DurationMs = 2000;

/** Draws how servers are joined, when somebody asks; again only after something that matters to it changed. */
export class TopologyView {
  #last: { readonly words: Facts['links']; readonly servers: string; readonly at: number } | null = null;
  #topology: TopologyModel | null = null;

  of(facts: Facts, { servers, now }: ClusterModel): TopologyModel {
    const words = facts.links;
    const known = [...servers.values()].map(({ name, id, cluster, mark, presence }) =>
      [name, id, cluster, mark, JSON.stringify(presence)].join(' '),
    );
    const key = { words, servers: known.join('\n'), at: now };
    const last = this.#last;
    const stale = last?.words !== words || last.servers !== key.servers || now - last.at >= stands;
    if (this.#topology !== null && !stale) return this.#topology;
    this.#last = key;
    this.#topology = assembleTopology({ words, servers, now }, this.#topology);
    return this.#topology;
  }
}
