import type { ClusterModel, MetaGroup } from '../cluster/model';
import { wholeName } from '../cluster/whole-name';
import { rescueChecks, type Command } from '../command/command';
import type { RefusalReason } from '../command/refusal';
import type { DomainName, ServerName } from '../ids';
import type { DurationMs } from '../time';
import { commonRefusal, knows, shellWord, type Action, type PermitContext } from './context';
import { rescueSince } from './since';

type MetaRescue = Extract<Command, { kind: 'metaRescue' }>;

/** A group without a leader may find one by itself, or its servers return: a rescue is the last resort (ms). */
export const rescueAfter: DurationMs = 600_000;

/**
 * Lowers the quorum of a meta group that lost it to the members that answer, so that they elect a leader among them
 * (2.15). It ends after five minutes, by when the dead ones have to be removed. If one of the missing ones lives
 * somewhere, out of sight, there are two groups then, and each of them decides.
 */
export const metaRescue: Action<MetaRescue> = {
  changesMembers: true,
  plan: (model, command, context) => {
    const meta = model.metas.get(command.domain);
    const have = meta?.quorum.have ?? 0;
    const reason = refusal(model, meta, command, context);
    const subject = rescueSubject(command.domain);
    const body = JSON.stringify({ quorum_needed: have });
    const [survivors, missing] = split(meta);
    return {
      command,
      permit: reason === null ? { kind: 'allowed' } : { kind: 'refused', reason },
      // Who answers is what the number in the request rests on.
      basis: { leader: null, members: survivors },
      effect: {
        kind: 'quorumLowers',
        cluster: wholeName(model.servers.values()) ?? '',
        survivors,
        missing,
        before: { of: meta?.quorum.of ?? 0, need: meta?.quorum.need ?? 0 },
        need: have,
        leaderless: leaderlessFor(meta, context),
      },
      request: have === 0 ? null : { subject, body },
      cli: `nats request ${shellWord(subject.join('.'))} ${shellWord(body)}`,
      madeAt: context.now,
    };
  },
  verdict: (model, _plan, { domain }) => {
    const leadership = model.metas.get(domain)?.leadership;
    return leadership?.kind === 'led'
      ? { kind: 'done', result: { kind: 'leads', leader: leadership.by } }
      : { kind: 'open', reason: 'leaderless' };
  },
};

function refusal(
  model: ClusterModel,
  meta: MetaGroup | undefined,
  { checks }: MetaRescue,
  context: PermitContext,
): RefusalReason | null {
  const common = commonRefusal(model, context);
  if (common !== null) return common;
  if (!meta || meta.quorum.have === null || meta.quorum.have === 0) return 'dataTooOld';
  if (meta.leadership.kind === 'led') return 'hasLeader';
  if (!knows(model, rescueSince)) return 'versionTooOld';
  if (meta.quorum.have >= meta.quorum.need) return 'quorumThere';
  const leaderless = leaderlessFor(meta, context);
  if (leaderless === null || leaderless < rescueAfter) return 'tooSoon';
  return rescueChecks.every((check) => checks.includes(check)) ? null : 'notFenced';
}

function leaderlessFor(meta: MetaGroup | undefined, { now }: PermitContext): DurationMs | null {
  return meta?.leadership.kind === 'noQuorum' ? now - meta.leadership.since : null;
}

/** Members that answer, and the others that have a name. */
function split(meta: MetaGroup | undefined): readonly [readonly ServerName[], readonly ServerName[]] {
  const answering: ServerName[] = [];
  const others: ServerName[] = [];
  for (const { server, presence } of meta?.peers ?? [])
    if (server !== null) (presence.kind === 'answering' ? answering : others).push(server);
  return [answering.sort(), others.sort()];
}

/** Leaf nodes with a domain of their own are reached through it. */
function rescueSubject(domain: DomainName): readonly string[] {
  return ['$JS', ...(domain === '' ? [] : [domain]), 'API', 'META', 'RESCUE'];
}
