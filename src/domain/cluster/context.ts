import { domainOf, lastHeard, type Facts, type ServerFacts } from '../facts/facts';
import type { DomainName, ServerName } from '../ids';
import type { Round } from '../observation';
import type { LocalMs } from '../time';
import type { Presence } from './model';
import { isAnswering, neverHeard, presenceClass, presenceOf, usableRounds } from './presence';

/** A server as the assembly sees it. */
export interface Station {
  readonly name: ServerName;
  readonly domain: DomainName;
  /** `null`: only named by others. */
  readonly facts: ServerFacts | null;
  readonly presence: Presence;
  readonly answering: boolean;
  readonly lastHeard: LocalMs | null;
  /** Same text: same meaning for every row that shows this server. */
  readonly signature: string;
}

/** What all parts of one assembly share. */
export interface Context {
  readonly facts: Facts;
  readonly now: LocalMs;
  readonly live: boolean;
  readonly rounds: readonly Round[];
  /** Known servers, by name, in the order of their names. */
  readonly stations: ReadonlyMap<ServerName, Station>;
}

export function heardStations(facts: Facts, now: LocalMs): Context {
  const rounds = usableRounds(facts);
  const stations = new Map<ServerName, Station>();
  for (const name of [...facts.servers.keys()].sort()) {
    const server = facts.servers.get(name);
    if (server) stations.set(name, station(server, presenceOf(server, facts, rounds, now)));
  }
  return { facts, now, live: facts.link.state === 'live', rounds, stations };
}

/** Adds servers that only others name, and drops those that left the cluster for good. */
export function withMembers(
  context: Context,
  named: ReadonlyMap<ServerName, DomainName>,
  removed: ReadonlySet<ServerName>,
): Context {
  const absent = [...named].filter(([name]) => !context.stations.has(name));
  if (absent.length === 0 && removed.size === 0) return context;
  const all = [
    ...[...context.stations.values()].filter(({ name }) => !removed.has(name)),
    ...absent.map(([name, domain]) => unheard(name, domain, context)),
  ];
  const sorted = all.sort((a, b) => (a.name < b.name ? -1 : 1));
  return { ...context, stations: new Map(sorted.map((entry) => [entry.name, entry])) };
}

export function presenceIn(context: Context, name: ServerName | null): Presence {
  const known = name === null ? undefined : context.stations.get(name)?.presence;
  return known ?? neverHeardIn(context);
}

export function neverHeardIn(context: Context): Presence {
  return context.live ? neverHeard(context.rounds, context.now) : { kind: 'unknown' };
}

function unheard(name: ServerName, domain: DomainName, context: Context): Station {
  const presence = neverHeardIn(context);
  return { name, domain, facts: null, presence, answering: false, lastHeard: null, signature: presence.kind };
}

function station(server: ServerFacts, presence: Presence): Station {
  return {
    name: server.name,
    domain: domainOf(server),
    facts: server,
    presence,
    answering: isAnswering(presence),
    lastHeard: lastHeard(server),
    signature: presenceClass(presence),
  };
}
