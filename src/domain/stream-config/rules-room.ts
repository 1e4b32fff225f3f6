import { add, compare, subtract, type Count, type Limit } from '../count';
import { deepEqual } from '../same';
import type { ServerModel } from '../cluster/model';
import { limitsFor, type AccountLimits, type Edited, type Limits, type Room, type StreamContext } from './context';
import type { StreamConfig } from './fields';
import type { StreamFindings } from './findings';
import { maxReplicas } from './rules-basic';
import { fittingServers } from './fitting';

/** Servers and the account's limits. `config` is as the server will have it. */
export function checkRoom(config: StreamConfig, context: StreamContext, find: StreamFindings): void {
  const { room, limits, edited } = context;
  if (room !== null) {
    checkPlacement(config, room, edited, find);
    if (edited !== null) checkMetaLeader(config, room, edited, find);
  }
  if (limits !== null) checkAccount(config, limits, context, find);
}

/** How many servers are to be found, and beside which. `null`: the update chooses none. */
function wanted(config: StreamConfig, edited: Edited | null) {
  const replicas = Math.max(1, Number(config.replicas));
  if (edited === null) return { replicas, held: [] };
  const moves = config.placement !== null && !deepEqual(config.placement, edited.config.placement);
  if (moves) return { replicas, held: [] };
  const grows = replicas > edited.members.length && config.replicas !== edited.config.replicas;
  return grows ? { replicas: replicas - edited.members.length, held: edited.members } : null;
}

function checkPlacement(config: StreamConfig, room: Room, edited: Edited | null, find: StreamFindings): void {
  const choice = wanted(config, edited);
  // A number that no cluster could have is another rule's matter.
  if (choice === null || room.fit.servers.size === 0 || config.replicas > maxReplicas) return;
  const { sure, silent, unknown, cluster, candidates } = fittingServers(config, room, choice.held);
  if (sure >= choice.replicas) return;
  const quorum = Math.floor((choice.replicas + choice.held.length) / 2) + 1;
  const online = sure + choice.held.length;
  const parameters = { replicas: choice.replicas, fitting: sure, cluster: cluster ?? '' };
  if (sure + silent >= choice.replicas && online >= quorum) {
    find.add('placementOnSilent', 'replicas', { ...parameters, silent });
    return;
  }
  if (sure + silent + unknown >= choice.replicas && unknown > 0) {
    find.add('placementUnknown', 'replicas', { ...parameters, unknown });
    return;
  }
  const kinds = new Set(candidates.flatMap(({ obstacles }) => obstacles.map(({ kind }) => kind)));
  const byTags = config.placement !== null && config.placement.tags.length > 0;
  const byRoom = kinds.has('noRoom');
  find.add(
    'placementImpossible',
    [
      'replicas',
      ...(config.placement?.cluster ? (['placement.cluster'] as const) : []),
      ...(byTags ? (['placement.tags'] as const) : []),
      ...(byRoom ? (['maxBytes'] as const) : []),
    ],
    { ...parameters, obstacles: [...kinds] },
  );
}

/** An update that reserves more is also weighed on the meta leader itself, whether or not it holds a copy (2.10 to 2.15). */
function checkMetaLeader(config: StreamConfig, room: Room, edited: Edited, find: StreamFindings): void {
  const leader = [...room.fit.servers.values()].find(
    ({ domain, metaRole }) => domain === room.domain && metaRole === 'leader',
  );
  const more = subtract(bytesOf(config), bytesOf(edited.config));
  if (leader === undefined || more <= 0) return;
  const free = unreserved(leader, config.storage);
  if (free === null || compare(more, free) <= 0) return;
  const rule = config.storage === 'memory' ? 'metaLeaderMemory' : 'metaLeaderStorage';
  find.add(rule, 'maxBytes', { server: leader.name, free, needed: more });
}

function unreserved({ totals }: ServerModel, storage: StreamConfig['storage']): Count | null {
  if (totals === null) return null;
  const limit = storage === 'memory' ? totals.maxMemory : totals.maxStorage;
  const reserved = storage === 'memory' ? totals.reservedMemory : totals.reservedStorage;
  return limit === 'unlimited' || reserved === 'unlimited' ? null : subtract(limit, reserved);
}

/** Bytes that are reserved for a copy. */
function bytesOf({ maxBytes }: Pick<StreamConfig, 'maxBytes'>): Count {
  return maxBytes === 'unlimited' || maxBytes <= 0 ? 0 : maxBytes;
}

function checkAccount(config: StreamConfig, limits: Limits, context: StreamContext, find: StreamFindings): void {
  const own = limitsFor(limits, Number(config.replicas));
  if (own === null) {
    find.add('accountHasNoTier', 'replicas', { replicas: config.replicas });
    return;
  }
  const alike = context.streams.filter(
    ({ name, config: other }) =>
      name !== config.name && (limits.kind === 'flat' || Number(other.replicas) === Number(config.replicas)),
  );
  const most = positive(own.maxStreams);
  if (context.edited === null && most !== null)
    find.when(compare(alike.length, most) >= 0, 'accountStreams', 'name', { streams: alike.length, most });
  const consumers = positive(own.maxConsumers);
  if (consumers !== null && config.maxConsumers !== 'unlimited')
    find.when(compare(config.maxConsumers, consumers) > 0, 'accountConsumers', 'maxConsumers', { most: consumers });
  if (checkStreamBytes(config, own, find)) checkReservation(config, own, limits, alike, find);
}

/** False: the stream alone is too large, or not limited where it has to be. */
function checkStreamBytes(config: StreamConfig, own: AccountLimits, find: StreamFindings): boolean {
  const bytes = bytesOf(config);
  const most = positive(config.storage === 'memory' ? own.memoryMaxStreamBytes : own.storageMaxStreamBytes);
  const missing = own.maxBytesRequired && bytes === 0;
  const beyond = most !== null && compare(bytes, most) > 0;
  find.when(missing, 'accountNeedsMaxBytes', 'maxBytes');
  find.when(beyond, 'accountStreamBytes', 'maxBytes', { most: most ?? 0 });
  return !missing && !beyond;
}

/** What all streams reserve together, each copy of a stream counted unless the limits are by number of replicas. */
function checkReservation(
  config: StreamConfig,
  own: AccountLimits,
  limits: Limits,
  alike: StreamContext['streams'],
  find: StreamFindings,
): void {
  const most = config.storage === 'memory' ? own.maxMemory : own.maxStorage;
  if (most === 'unlimited' || most < 0) return;
  const times = (one: StreamConfig) => (limits.kind === 'tiered' ? 1 : Math.max(1, Number(one.replicas)));
  const needed = (one: StreamConfig) => BigInt(bytesOf(one)) * BigInt(times(one));
  const reserved = alike
    .filter(({ config: other }) => other.storage === config.storage)
    .reduce<Count>((sum, { config: other }) => add(sum, needed(other)), 0);
  // Without a limit of its own a stream counts as one byte when it is made.
  const mine = bytesOf(config) === 0 ? 1 : needed(config);
  if (compare(add(reserved, mine), most) <= 0) return;
  const rule = config.storage === 'memory' ? 'accountMemory' : 'accountStorage';
  find.add(rule, ['maxBytes', 'replicas'], { reserved, needed: needed(config), most });
}

/** In an account's limits 0 and less stand for none. */
function positive(limit: Limit): Count | null {
  return limit === 'unlimited' || limit <= 0 ? null : limit;
}
