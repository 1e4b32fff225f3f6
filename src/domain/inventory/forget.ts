import type { Context } from '../cluster/context';
import { latestAnswers } from '../facts/listing';
import { uptime } from '../replies/statsz';
import { streamKey, type AccountId, type DomainName, type ServerName, type StreamName } from '../ids';
import type { DurationMs, LocalMs } from '../time';

/** A server that starts lists its streams late (measured: 3.8 s for 3,300): before this its silence on one says nothing. */
export const startingTime: DurationMs = 60_000;

/** What is asked of the members of the meta group, by domain. */
export interface MembershipView {
  /** `null`: no leader's list is known. */
  readonly names: ReadonlySet<ServerName> | null;
  /** When that list was received. */
  readonly at: LocalMs | null;
}

export interface Candidate {
  readonly domain: DomainName;
  readonly account: AccountId;
  readonly name: StreamName;
  readonly holders: readonly ServerName[];
  readonly lastSeen: LocalMs;
  /** `STREAM.NAMES` speaks of one domain only. */
  readonly namesApply: boolean;
}

/**
 * May a stream that nobody who answers reports be let go? Only when it was deleted, or its account lists its streams
 * without it, or every last known holder that is still a member answered twice without it.
 */
export function isForgotten(stream: Candidate, members: MembershipView, context: Context): boolean {
  return isDeleted(stream, context) || isUnlisted(stream, context) || isDenied(stream, members, context);
}

export function isDeleted({ domain, account, name, lastSeen }: Candidate, { facts }: Context): boolean {
  return (facts.deletions.get(streamKey(domain, account, name)) ?? Number.NEGATIVE_INFINITY) > lastSeen;
}

function isUnlisted({ account, name, lastSeen, namesApply }: Candidate, { facts }: Context): boolean {
  const names = facts.accounts.get(account)?.names;
  return namesApply && !!names && names.at > lastSeen && !names.value.has(name);
}

function isDenied(stream: Candidate, members: MembershipView, context: Context): boolean {
  return (
    context.live &&
    stream.holders.length > 0 &&
    stream.holders.every((holder) => leftGroup(holder, stream, members) || deniedBy(holder, stream, context))
  );
}

function leftGroup(holder: ServerName, { lastSeen }: Candidate, { names, at }: MembershipView): boolean {
  return names !== null && at !== null && at > lastSeen && !names.has(holder);
}

function deniedBy(holder: ServerName, { account, name }: Candidate, { stations }: Context): boolean {
  const station = stations.get(holder);
  const statsz = station?.facts?.statsz[0];
  if (!station?.answering || !station.facts || !statsz) return false;
  const started = statsz.stamp.time - uptime(statsz.reply.load, statsz.reply.server);
  const answers = latestAnswers(station.facts, account, name);
  return (
    answers.length === 2 &&
    answers.every(({ stamp, named }) => !named && stamp.id === statsz.stamp.id && stamp.time - started > startingTime)
  );
}
