import { lastHeard, type Facts } from '../facts/facts';
import type { DomainName, ServerName } from '../ids';
import type { MembershipView } from '../inventory/forget';
import type { BlockKey, Inventory } from '../inventory/inventory';
import { keepIdentity, keepMapIdentity } from '../same';
import { summarise } from '../summary/summarise';
import type { LocalMs } from '../time';
import { assembleAccounts } from './accounts';
import { assembleConsumers } from './consumers';
import { heardStations, withMembers, type Context } from './context';
import { assembleMeta, memberNames, membership, metaRecords, peerNamesOf, type MetaRecord } from './meta';
import type { ClusterModel, MetaGroup } from './model';
import { assembleRounds } from './rounds';
import { assembleServers } from './servers';
import { assembleBlocks, streamsOf, type StreamBlock } from './streams';
import { tallyOf } from './tally';

/** Blocks of a model already assembled: only to save work, the result is the same without. */
const blocksOf = new WeakMap<ClusterModel, ReadonlyMap<BlockKey, StreamBlock>>();

/**
 * The picture that the facts give at `now`. Pure; `previous` only keeps the identity of what did not change and the
 * moment when a group lost its leader. `findings` are taken over from `previous`: see `advance` in `picture.ts`.
 */
export function assemble(
  facts: Facts,
  inventory: Inventory,
  previous: ClusterModel | null,
  now: LocalMs,
): ClusterModel {
  const heard = heardStations(facts, now);
  const records = metaRecords(heard);
  const peerNames = peerNamesOf([...records.values()].flat());
  const members = membershipViews(records, peerNames);
  const context = withMembers(heard, namedMembers(members), removedServers(heard, members));

  const metas = keepMapIdentity(previous?.metas, metasOf(context, peerNames, previous));
  const before = previous ? blocksOf.get(previous) : undefined;
  const blocks = assembleBlocks(context, inventory, members, before);
  const streams = streamsOf(blocks, before, previous?.streams);
  const rows = [...blocks.values()].map((block) => block.rows);
  const tally = tallyOf(rows);
  const servers = keepMapIdentity(previous?.servers, assembleServers(context, metas, tally, previous?.servers));
  const accounts = assembleAccounts(context, blocks.values(), previous?.accounts);
  const parts = { link: facts.link.state, servers, metas, accounts };
  const model: ClusterModel = {
    now,
    ...parts,
    streams,
    consumers: assembleConsumers(context, blocks, before, previous?.consumers),
    rounds: assembleRounds(context, previous?.rounds),
    findings: previous?.findings ?? [],
    summary: keepIdentity(previous?.summary, summarise(parts, tally, rows)),
  };
  blocksOf.set(model, blocks);
  return model;
}

/** The streams of a model by domain and account, as they were assembled. */
export function blocksIn(model: ClusterModel): ReadonlyMap<BlockKey, StreamBlock> {
  return blocksOf.get(model) ?? new Map<BlockKey, StreamBlock>();
}

/** The same model with other findings; keeps the saved work. */
export function withFindings(model: ClusterModel, findings: ClusterModel['findings']): ClusterModel {
  if (findings === model.findings) return model;
  const next = { ...model, findings };
  const blocks = blocksOf.get(model);
  if (blocks) blocksOf.set(next, blocks);
  return next;
}

type Views = ReadonlyMap<DomainName, MembershipView>;

function membershipViews(
  records: ReadonlyMap<DomainName, readonly MetaRecord[]>,
  peerNames: ReturnType<typeof peerNamesOf>,
): Views {
  return new Map(
    [...records].map(([domain, own]) => {
      const leader = membership(own);
      return [domain, { names: memberNames(own, peerNames), at: leader?.at ?? null }];
    }),
  );
}

function namedMembers(members: Views): ReadonlyMap<ServerName, DomainName> {
  return new Map(
    [...members].flatMap(([domain, { names }]) => [...(names ?? [])].map((name) => [name, domain] as const)),
  );
}

/**
 * JetStream servers that do not answer and that a leader's list, received after they were last heard, does not name:
 * removed from the cluster. A vote kept for a dead server (a ghost peer) is named, and stays.
 */
function removedServers({ facts, stations }: Context, members: Views): ReadonlySet<ServerName> {
  const removed = new Set<ServerName>();
  for (const { name, domain, answering, facts: server } of stations.values()) {
    const view = members.get(domain);
    if (answering || !server?.info?.jetstream || !view?.names || view.at === null) continue;
    const heard = lastHeard(server);
    if (!view.names.has(name) && (heard === null || view.at > heard) && facts.servers.has(name)) removed.add(name);
  }
  return removed;
}

function metasOf(
  context: Context,
  peerNames: ReturnType<typeof peerNamesOf>,
  previous: ClusterModel | null,
): ReadonlyMap<DomainName, MetaGroup> {
  const metas = new Map<DomainName, MetaGroup>();
  for (const [domain, records] of [...metaRecords(context)].sort(([a], [b]) => (a < b ? -1 : 1)))
    metas.set(domain, assembleMeta(context, domain, records, peerNames, previous?.metas.get(domain)));
  return metas;
}
