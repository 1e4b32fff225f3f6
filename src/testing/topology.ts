import type { Presence, ServerModel } from '../domain/cluster/model';
import { emptyFacts } from '../domain/facts/facts';
import { observe } from '../domain/facts/observe';
import { accountId, clusterName, domainName, serverId, serverName } from '../domain/ids';
import type { Observation } from '../domain/observation';
import type { GatewayFacts, LeafFacts, RouteFacts } from '../domain/replies/servers';
import type { ServerInfo } from '../domain/replies/server';
import { serverMs, type DurationMs } from '../domain/time';
import { assembleTopology } from '../domain/topology/assemble';
import type { TopologyModel } from '../domain/topology/model';
import { at } from './builders';

/** A server of a made-up topology. */
export interface TestServer {
  readonly name: string;
  readonly cluster: string;
  readonly presence: Presence['kind'];
  /** Its gateway; `null`: none. */
  readonly gateway: string | null;
  readonly run: number;
  /** When it says what it sees (ms as `at` takes them); `null`: it has not said. */
  readonly said: number | null;
  /** 2.9 names nobody in its routes and leaf connections. */
  readonly names: boolean;
}

/** One connection between two servers, and who lists it. */
export interface TestLink {
  readonly kind: 'route' | 'gateway' | 'leaf';
  /** Route: either end; gateway: who dialled; leaf: the leaf node. */
  readonly from: string;
  readonly to: string;
  readonly seenBy: 'both' | 'from' | 'to' | 'nobody';
  readonly rtt: DurationMs | null;
  /** Connections of the pool, and accounts with one of their own (or, of a leaf node, that are joined). */
  readonly pool: number;
  readonly accounts: readonly string[];
  readonly pendingBytes: number;
}

const plain = { seenBy: 'both', rtt: 0.3, pool: 3, accounts: ['SYS'], pendingBytes: 0 } as const;

/** Servers and their connections, for tests of what is drawn of them. Immutable. */
export class TestTopology {
  readonly servers: readonly TestServer[];
  readonly links: readonly TestLink[];

  constructor(servers: readonly TestServer[] = [], links: readonly TestLink[] = []) {
    this.servers = servers;
    this.links = links;
  }

  with(cluster: string, names: readonly string[], change: Partial<TestServer> = {}): TestTopology {
    const usual = { cluster, presence: 'answering', gateway: null, run: 1, said: 0, names: true } as const;
    return new TestTopology([...this.servers, ...names.map((name) => ({ ...usual, name, ...change }))], this.links);
  }

  /** A cluster with all its routes. */
  mesh(cluster: string, names: readonly string[], change: Partial<TestServer> = {}): TestTopology {
    const pairs = names.flatMap((from, index) => names.slice(index + 1).map((to) => [from, to] as const));
    return pairs.reduce<TestTopology>(
      (next, [from, to]) => next.join('route', from, to),
      this.with(cluster, names, change),
    );
  }

  join(kind: TestLink['kind'], from: string, to: string, change: Partial<TestLink> = {}): TestTopology {
    return new TestTopology(this.servers, [...this.links, { ...plain, kind, from, to, ...change }]);
  }

  /** Changes the servers of these names. */
  server(name: string, change: Partial<TestServer>): TestTopology {
    const servers = this.servers.map((server) => (server.name === name ? { ...server, ...change } : server));
    return new TestTopology(servers, this.links);
  }

  /** Changes the links between two servers, in either direction. */
  link(a: string, b: string, change: Partial<TestLink>): TestTopology {
    const between = ({ from, to }: TestLink) => (from === a && to === b) || (from === b && to === a);
    return new TestTopology(
      this.servers,
      this.links.map((link) => (between(link) ? { ...link, ...change } : link)),
    );
  }

  /** What every server says that has said anything. */
  words(): readonly Observation[] {
    return this.servers.flatMap((server) => (server.said === null ? [] : this.#wordsOf(server, server.said)));
  }

  rows(): ReadonlyMap<ReturnType<typeof serverName>, ServerModel> {
    return new Map(this.servers.map((server) => [serverName(server.name), serverRow(server)]));
  }

  /** The picture of it. `words`: what came in, all of it in order unless told. */
  model(
    now = 1000,
    words: readonly Observation[] = this.words(),
    previous: TopologyModel | null = null,
  ): TopologyModel {
    const facts = words.reduce(observe, emptyFacts());
    return assembleTopology({ words: facts.links, servers: this.rows(), now: at(now) }, previous);
  }

  #wordsOf(server: TestServer, ms: number): readonly Observation[] {
    const info = (seq: number) => infoOf(server, ms, seq);
    const routes = this.#seenBy('route', server).flatMap(({ link, remote }) => routesOf(server, link, remote));
    const gateways = this.#seenBy('gateway', server).map((seen) => ({ ...seen, facts: gatewayOf(seen) }));
    const leafs = this.#seenBy('leaf', server).flatMap(({ link, remote, isFrom }) =>
      leafsOf(server, link, remote, isFrom),
    );
    const gateway = {
      own: server.gateway === null ? null : clusterName(server.gateway),
      outbound: gateways.filter(({ isFrom }) => isFrom).map(({ facts }) => facts),
      inbound: gateways.filter(({ isFrom }) => !isFrom).map(({ facts }) => facts),
    };
    return [
      { kind: 'routes', at: at(ms), reply: { server: info(1), routes } },
      { kind: 'gateways', at: at(ms), reply: { server: info(2), ...gateway } },
      { kind: 'leafs', at: at(ms), reply: { server: info(3), leafs } },
    ];
  }

  #seenBy(kind: TestLink['kind'], { name }: TestServer) {
    return this.links.flatMap((link) => {
      if (link.kind !== kind || (link.from !== name && link.to !== name)) return [];
      const isFrom = link.from === name;
      if (link.seenBy !== 'both' && link.seenBy !== (isFrom ? 'from' : 'to')) return [];
      return [{ link, isFrom, remote: this.#find(isFrom ? link.to : link.from) }];
    });
  }

  /** A server that is not of this system account has no row and says nothing, but is named by others. */
  #find(name: string): TestServer {
    const outside = { cluster: name, presence: 'unknown', gateway: null, run: 1, said: null, names: true } as const;
    return this.servers.find((server) => server.name === name) ?? { ...outside, name };
  }
}

export const idOf = ({ name, run }: Pick<TestServer, 'name' | 'run'>) => serverId(`${name}-run${String(run)}`);

function infoOf(server: TestServer, ms: number, seq: number): ServerInfo {
  return {
    name: serverName(server.name),
    id: idOf(server),
    version: '2.15.1',
    cluster: clusterName(server.cluster),
    domain: domainName(''),
    tags: [],
    jetstream: true,
    seq: server.run * 1_000_000 + ms * 10 + seq,
    time: serverMs(1_700_000_000_000 + ms),
  };
}

function routesOf(server: TestServer, link: TestLink, remote: TestServer): readonly RouteFacts[] {
  const route: RouteFacts = {
    remoteId: idOf(remote),
    remote: server.names ? serverName(remote.name) : null,
    rtt: link.rtt,
    pendingBytes: link.pendingBytes,
    inMessages: 0,
    outMessages: 0,
    account: null,
    compression: null,
  };
  const own = link.accounts.map((account) => ({ ...route, account: accountId(account) }));
  return [...Array.from({ length: link.pool }, () => route), ...own];
}

function gatewayOf({ link, remote }: { readonly link: TestLink; readonly remote: TestServer }): GatewayFacts {
  return {
    cluster: clusterName(remote.cluster),
    configured: true,
    remoteId: idOf(remote),
    rtt: link.rtt,
    pendingBytes: link.pendingBytes,
    uptimeText: null,
  };
}

function leafsOf(server: TestServer, link: TestLink, remote: TestServer, isFrom: boolean): readonly LeafFacts[] {
  return link.accounts.map((account) => ({
    remote: server.names ? serverName(remote.name) : null,
    account: accountId(account),
    spoke: server.names ? isFrom : null,
    rtt: link.rtt,
    inMessages: 0,
    outMessages: 0,
    subscriptions: 0,
    compression: null,
  }));
}

function serverRow(server: TestServer): ServerModel {
  const presence: Presence =
    server.presence === 'silent'
      ? { kind: 'silent', since: at(0), missed: 3, announced: null }
      : { kind: server.presence };
  return {
    name: serverName(server.name),
    id: server.presence === 'neverHeard' ? null : idOf(server),
    version: '2.15.1',
    cluster: server.presence === 'neverHeard' ? null : clusterName(server.cluster),
    domain: domainName(''),
    tags: [],
    presence,
    mark: server.presence === 'answering' ? 'ok' : 'unknown',
    lastHeard: server.presence === 'neverHeard' ? null : at(0),
    jetstream: true,
    load: null,
    loadAt: null,
    messageRate: null,
    started: null,
    upSince: null,
    totals: null,
    totalsAt: null,
    metaRole: 'member',
    leads: null,
    copies: null,
    onlyCopies: null,
  };
}
