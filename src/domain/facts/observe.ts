import { assertNever } from '../../lib/invariant';
import type { AccountId, ServerName, StreamName } from '../ids';
import type { LinkState, Observation, Round } from '../observation';
import type { LocalMs } from '../time';
import { foldAdvisory } from './advisories';
import { emptyServer, type AccountFacts, type Facts, type ServerFacts } from './facts';
import { foldGateways, foldLeafs, foldRoutes, type LinkWords } from './links';
import { foldRaft } from './raft';
import { foldAccountPlacement, foldAnswered, foldDeparture, foldJsz, foldStatsz, foldWord } from './server';

/** Rounds kept of each request: enough to tell one miss from several. */
export const roundsKept = 8;

/** Folds one observation into the facts. Any order and any repetition gives the same facts. */
export function observe(facts: Facts, observation: Observation): Facts {
  switch (observation.kind) {
    case 'link':
      return { ...facts, link: foldLink(facts.link, observation.link, observation.at) };
    case 'round':
      return withRound(facts, observation.round);
    case 'statsz':
      return withServer(facts, observation.reply.server.name, (server) =>
        foldStatsz(server, observation.reply, observation.at),
      );
    case 'summary':
    case 'placement':
      return withServer(facts, observation.reply.server.name, (server) =>
        foldJsz(server, observation.reply, observation.at, observation.kind === 'placement', poolOf(facts)),
      );
    case 'accountPlacement':
      return withServer(facts, observation.server.name, (server) =>
        foldAccountPlacement(server, observation.server, observation.account, observation.at, poolOf(facts)),
      );
    case 'routes':
      return withLinks(facts, observation, foldRoutes(facts.links, observation.reply, observation.at));
    case 'gateways':
      return withLinks(facts, observation, foldGateways(facts.links, observation.reply, observation.at));
    case 'leafs':
      return withLinks(facts, observation, foldLeafs(facts.links, observation.reply, observation.at));
    case 'raft':
      return withRaft(facts, observation);
    case 'access':
      return withAccount(facts, observation.account, (account) =>
        isLater(observation.at, account.access)
          ? { ...account, access: { at: observation.at, value: observation.access } }
          : account,
      );
    case 'names':
      return withAccount(facts, observation.account, (account) =>
        isLater(observation.at, account.names) ? { ...account, names: namesOf(observation) } : account,
      );
    case 'departure':
      return withServer(facts, observation.server.name, (server) =>
        foldDeparture(server, observation.server, observation.how, observation.at),
      );
    case 'advisory':
      return foldAdvisory(facts, observation.advisory, observation.at);
    default:
      return assertNever(observation);
  }
}

function namesOf({ at, names, domain }: Extract<Observation, { kind: 'names' }>): AccountFacts['names'] {
  return { at, value: new Set(names), domain: domain ?? null };
}

function foldLink(link: Facts['link'], state: LinkState, at: LocalMs): Facts['link'] {
  const connected = state === 'live' || state === 'stale';
  const downAt = connected || at < link.downAt ? link.downAt : at;
  return at < link.at ? { ...link, downAt } : { state, at, downAt };
}

function withServer(facts: Facts, name: ServerName, fold: (server: ServerFacts) => ServerFacts): Facts {
  const known = facts.servers.get(name);
  const next = fold(known ?? emptyServer(name));
  return next === known ? facts : { ...facts, servers: new Map(facts.servers).set(name, next) };
}

function withLinks(
  facts: Facts,
  { at, reply }: Extract<Observation, { kind: 'routes' | 'gateways' | 'leafs' }>,
  links: LinkWords,
): Facts {
  const next = withServer(facts, reply.server.name, (server) => foldWord(server, reply.server, at));
  return links === next.links ? next : { ...next, links };
}

function withRaft(facts: Facts, { at, reply }: Extract<Observation, { kind: 'raft' }>): Facts {
  const next = withServer(facts, reply.server.name, (server) => foldWord(server, reply.server, at));
  const raft = foldRaft(facts.raft, reply, at);
  return raft === next.raft ? next : { ...next, raft };
}

function withAccount(facts: Facts, id: AccountId, fold: (account: AccountFacts) => AccountFacts): Facts {
  const known = facts.accounts.get(id);
  const next = fold(known ?? { access: null, names: null });
  return next === known ? facts : { ...facts, accounts: new Map(facts.accounts).set(id, next) };
}

function withRound(facts: Facts, round: Round): Facts {
  const known = facts.rounds.get(round.request) ?? [];
  if (known.some(({ id }) => id === round.id)) return facts;
  const newest = [...known, round].sort((a, b) => b.startedAt - a.startedAt || b.id - a.id).slice(0, roundsKept);
  const rounds = newest.includes(round) ? new Map(facts.rounds).set(round.request, newest) : facts.rounds;
  return round.answered.reduce<Facts>((next, name) => withServer(next, name, (server) => foldAnswered(server, round)), {
    ...facts,
    rounds,
  });
}

function isLater(at: LocalMs, known: { readonly at: LocalMs } | null): boolean {
  return known === null || at > known.at;
}

/** Configurations that other servers reported, so that the three copies of an R3 stream share one object. */
function poolOf(facts: Facts) {
  return (account: AccountId, stream: StreamName) => {
    for (const server of facts.servers.values()) {
      const config = server.accounts.get(account)?.kept.get(stream)?.config;
      if (config) return config.value;
    }
    return null;
  };
}
