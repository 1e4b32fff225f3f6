import { isHeardElsewhere } from '../cluster/heard-elsewhere';
import type { ClusterModel, MetaGroup, MetaPeer, StreamModel } from '../cluster/model';
import { isGone, isSilent } from '../cluster/presence';
import type { Command, Effect, GroupSize, LostStream, PeerTarget, Plan } from '../command/command';
import type { RefusalReason } from '../command/refusal';
import type { DomainName, ServerName } from '../ids';
import { commonRefusal, isTooOld, shellWord, type Action, type PermitContext } from './context';
import { isChanging } from './group';
import { sparesOf } from './stream-copies';

type ServerRemove = Extract<Command, { kind: 'serverRemove' }>;

/**
 * Takes a member out of the meta group. Of a server that lives it would switch JetStream off and leave its data out of
 * reach; of a dead one, replicated streams get a new copy elsewhere and streams with their only copy there are made anew,
 * empty (measured on 2.10.27 and 2.15.1). So: only dead ones, and only with what is lost confirmed.
 */
export const serverRemove: Action<ServerRemove> = {
  changesMembers: true,
  plan: (model, command, context) => {
    const meta = model.metas.get(command.domain);
    const effect = effectOf(model, meta, command);
    const reason = refusal(model, meta, command, effect, context);
    const text = command.target.kind === 'server' ? command.target.name : command.target.id;
    return {
      command,
      permit: reason === null ? { kind: 'allowed' } : { kind: 'refused', reason },
      basis: { leader: leaderOf(meta), members: membersOf(meta) },
      effect,
      request: { subject: removeSubject(command.domain), body: bodyOf(command.target) },
      cli: `nats server cluster peer-remove ${shellWord(text)}`,
      madeAt: context.now,
    };
  },
  verdict: (model, _plan: Plan, { domain, target }) => {
    const meta = model.metas.get(domain);
    if (meta?.leadership.kind !== 'led') return { kind: 'open', reason: 'leaderless' };
    return peerOf(meta, target) === undefined
      ? { kind: 'done', result: { kind: 'removed', of: meta.quorum.of } }
      : { kind: 'open', reason: 'timeout' };
  },
};

function refusal(
  model: ClusterModel,
  meta: MetaGroup | undefined,
  { target, domain, givenUp }: ServerRemove,
  effect: ServerGoes,
  context: PermitContext,
): RefusalReason | null {
  const common = commonRefusal(model, context);
  if (common !== null) return common;
  if (meta?.leadership.kind !== 'led') return 'noMetaLeader';
  if (meta.asOf === null || isTooOld(meta.asOf, context) || meta.quorum.have === null) return 'dataTooOld';
  const peer = peerOf(meta, target);
  if (!peer) return 'notAMember';
  const presence = peer.server === null ? undefined : model.servers.get(peer.server)?.presence;
  if (presence !== undefined && !isGone(presence)) return 'serverAnswers';
  if (presence !== undefined && !isSilent(presence)) return 'dataTooOld';
  if (isHeardElsewhere(peer, meta.asOf)) return 'heardElsewhere';
  if (meta.quorum.have < Math.max(effect.before.need, effect.after.need)) return 'noQuorum';
  for (const stream of model.streams.values()) if (stream.domain === domain && isChanging(stream)) return 'changing';
  if (effect.lost.length !== givenUp.streams) return 'streamsLost';
  return effect.unknownAccounts.every((name) => givenUp.accounts.includes(name)) ? null : 'streamsUnknown';
}

type ServerGoes = Extract<Effect, { kind: 'serverGoes' }>;

function effectOf(model: ClusterModel, meta: MetaGroup | undefined, { target, domain }: ServerRemove): ServerGoes {
  // A vote may be named by its peer although its server is known.
  const name = target.kind === 'server' ? target.name : ((meta && peerOf(meta, target)?.server) ?? null);
  const streams = [...model.streams.values()].filter((stream) => stream.domain === domain);
  const hit = name === null ? [] : streams.filter(({ copies }) => copies.some(({ server }) => server === name));
  const lost = new Set(streams.filter((stream) => isLostWith(model, stream, name)));
  const shared = hit.filter((stream) => !lost.has(stream));
  const before = { of: meta?.quorum.of ?? 0, need: meta?.quorum.need ?? 0 };
  return {
    kind: 'serverGoes',
    target,
    lost: [...lost].map(labelOf),
    rebuilt: shared.length,
    short: name === null ? 0 : shared.filter((stream) => sparesOf(model, stream, name).length === 0).length,
    unknownAccounts: [...model.accounts.values()].filter(({ streams: of }) => of === 'unknown').map((one) => one.name),
    before,
    after: meta?.rescue === true ? { ...sizeAfter(before), need: before.need } : sizeAfter(before),
  };
}

/**
 * It has a copy there and none on a server that answers, or nobody knows where its copies are: then it may be there. Of copies
 * that are all dead each removal replaces one by an empty one, and after the second those may be the majority.
 */
function isLostWith({ servers }: ClusterModel, { copies, source }: StreamModel, name: ServerName | null): boolean {
  if (source === 'named' || copies.length === 0) return true;
  const answers = (server: ServerName | null) =>
    server !== null && server !== name && servers.get(server)?.presence.kind === 'answering';
  return name !== null && copies.some(({ server }) => server === name) && !copies.some(({ server }) => answers(server));
}

function labelOf({ accountName, name }: StreamModel): LostStream {
  return { account: accountName, name };
}

function sizeAfter({ of }: GroupSize): GroupSize {
  return { of: of - 1, need: Math.floor((of - 1) / 2) + 1 };
}

function peerOf({ peers }: MetaGroup, target: PeerTarget): MetaPeer | undefined {
  return peers.find(({ server, peer }) => (target.kind === 'server' ? server === target.name : peer === target.id));
}

function leaderOf(meta: MetaGroup | undefined): ServerName | null {
  return meta?.leadership.kind === 'led' ? meta.leadership.by : null;
}

function membersOf(meta: MetaGroup | undefined): readonly ServerName[] {
  return (meta?.peers ?? []).flatMap(({ server }) => (server === null ? [] : [server])).sort();
}

function bodyOf(target: PeerTarget): string {
  return JSON.stringify(target.kind === 'server' ? { peer: target.name } : { peer_id: target.id });
}

/** Leaf nodes with a domain of their own are reached through it. */
function removeSubject(domain: DomainName): readonly string[] {
  return ['$JS', ...(domain === '' ? [] : [domain]), 'API', 'SERVER', 'REMOVE'];
}
