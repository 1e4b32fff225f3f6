import type { ServerModel, StreamModel } from '../cluster/model';
import { add, compare, type Count } from '../count';
import type { ServerName } from '../ids';
import { candidatesFor } from '../placement/explain';
import { fitContext, freeBytes, obstacles, wishesOf, type FitContext, type Obstacle } from '../placement/fit';
import { placementRow } from '../placement/row';
import type { Stay } from './model';

/** Where the copies of a server could go, asked one after the other: each takes room from those that come after it. */
export class Fit {
  readonly #from: ServerName;
  readonly #servers: Map<ServerName, ServerModel>;
  readonly #context: FitContext;

  constructor(servers: readonly ServerModel[], from: ServerName) {
    this.#from = from;
    const context = fitContext(servers);
    this.#servers = new Map(context.servers);
    this.#context = { ...context, servers: this.#servers };
  }

  /** Servers that could take it, the likeliest first, which is counted as taken. */
  place(stream: StreamModel): readonly ServerName[] {
    const row = placementRow(stream, nothing);
    const others = { ...row, cells: row.cells.filter(({ server }) => server !== this.#from) };
    const wishes = wishesOf(stream, this.#context);
    const bytes = stream.state?.bytes ?? 0;
    const found = candidatesFor(others, wishes, this.#context).filter(
      (name) => name !== this.#from && this.#holds(name, wishes.storage, bytes),
    );
    const [first] = found;
    if (first !== undefined) this.#take(first, stream, wishes.maxBytes ?? bytes);
    return found;
  }

  /** Why nobody takes it. */
  stay(stream: StreamModel): Stay {
    const wishes = wishesOf(stream, this.#context);
    const holders = stream.copies.flatMap(({ server }) => (server === null ? [] : [server]));
    const rest = [...this.#servers.values()].filter(
      ({ name, domain, cluster }) =>
        !holders.includes(name) && domain === stream.domain && (wishes.cluster === null || cluster === wishes.cluster),
    );
    if (rest.length === 0) return { kind: 'everywhere' };
    const remaining = holders.filter((name) => name !== this.#from);
    const kinds = new Set(rest.map((server) => kindOf(obstacles(stream, wishes, server, remaining, this.#context))));
    const [kind, another] = kinds;
    if (kind === undefined || another !== undefined) return { kind: 'noneFits' };
    return kind === 'tags' ? { kind, tags: [...wishes.tags, ...wishes.forbidden.map((tag) => `!${tag}`)] } : { kind };
  }

  /** Servers check the room only where a stream has `max_bytes`: what is there needs it all the same. */
  #holds(name: ServerName, storage: ReturnType<typeof wishesOf>['storage'], bytes: Count): boolean {
    const server = this.#servers.get(name);
    const free = server === undefined ? null : freeBytes(server, storage);
    return free === null || free === 'unlimited' || compare(bytes, free) <= 0;
  }

  #take(name: ServerName, stream: StreamModel, bytes: Count): void {
    const server = this.#servers.get(name);
    if (server?.totals == null) return;
    const { totals } = server;
    const inMemory = stream.config?.storage === 'memory';
    const plus = (limit: Count | 'unlimited') => (limit === 'unlimited' ? limit : add(limit, bytes));
    const room = inMemory
      ? { memory: add(totals.memory, bytes), reservedMemory: plus(totals.reservedMemory) }
      : { storage: add(totals.storage, bytes), reservedStorage: plus(totals.reservedStorage) };
    const haAssets = totals.haAssets + ((stream.replicas ?? 1) > 1 ? 1 : 0);
    this.#servers.set(name, { ...server, totals: { ...totals, ...room, haAssets } });
  }
}

const nothing: ReadonlySet<ServerName> = new Set();

type Kind = 'tags' | 'uniqueTag' | 'noRoom' | 'noneFits';

function kindOf(found: readonly Obstacle[]): Kind {
  const kinds = new Set(found.map(({ kind }) => kind));
  if (kinds.has('missingTag') || kinds.has('forbiddenTag')) return 'tags';
  if (kinds.has('uniqueTaken') || kinds.has('noUniqueTag')) return 'uniqueTag';
  return kinds.has('noRoom') || kinds.size === 0 ? 'noRoom' : 'noneFits';
}
