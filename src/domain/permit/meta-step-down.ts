import type { ClusterModel, MetaGroup } from '../cluster/model';
import type { Command, Permit, Plan, RefusalReason } from '../command/command';
import type { DomainName, ServerName } from '../ids';
import type { DurationMs, LocalMs } from '../time';
import { compareVersions, lowestVersion, type Version } from '../version';

export interface PermitContext {
  readonly readOnly: boolean;
  readonly minVersion: Version;
  readonly now: LocalMs;
  /** Two rounds of the slowest request that the decision rests on. */
  readonly maxAge: DurationMs;
}

/** The empty body works from 2.9 on; any other crashes or is refused by some version. */
export const metaStepDownSince: Version = { major: 2, minor: 9, patch: 0, pre: '' };

/** Two meta polls of 5 s, and the deadline of the second. */
export const defaultMaxAge: DurationMs = 11_000;

/** May the leader of this meta group be asked to step down? */
export function permitMetaStepDown(model: ClusterModel, domain: DomainName, context: PermitContext): Permit {
  const reason = refusal(model, domain, context);
  return reason === null ? { kind: 'allowed' } : { kind: 'refused', reason };
}

export function planMetaStepDown(
  model: ClusterModel,
  command: Extract<Command, { kind: 'metaStepDown' }>,
  context: PermitContext,
): Plan {
  const meta = model.metas.get(command.domain);
  return {
    command,
    permit: permitMetaStepDown(model, command.domain, context),
    leader: meta?.leadership.kind === 'led' ? meta.leadership.by : null,
    candidates: meta ? candidates(model, meta) : [],
    requests: [{ subject: stepDownSubject(command.domain), body: '' }],
    cli: cli(command.domain),
    madeAt: context.now,
  };
}

function refusal(model: ClusterModel, domain: DomainName, context: PermitContext): RefusalReason | null {
  if (context.readOnly) return 'readOnly';
  if (model.link !== 'live') return 'linkNotLive';
  const meta = model.metas.get(domain);
  if (!meta) return 'noLeader';
  if (meta.leadership.kind !== 'led') return isLeaderSilent(model, meta) ? 'leaderSilent' : 'noLeader';
  if (meta.asOf === null || isTooOld(meta.asOf, context)) return 'dataTooOld';
  const liveness = model.rounds.get('liveness');
  if (!liveness || isTooOld(liveness.endedAt, context)) return 'dataTooOld';
  const version = lowestVersion(model);
  if (!version || compareVersions(version, context.minVersion) < 0) return 'versionTooOld';
  return candidates(model, meta).length > 0 ? null : 'noOtherMember';
}

function isTooOld(at: LocalMs, { now, maxAge }: PermitContext): boolean {
  return now - at > maxAge;
}

function isLeaderSilent(model: ClusterModel, { leadership }: MetaGroup): boolean {
  const last = leadership.kind === 'led' ? leadership.by : leadership.last;
  const presence = last === null ? undefined : model.servers.get(last)?.presence.kind;
  return presence === 'silent' || presence === 'neverHeard';
}

/** Members that answer and that the leader hears: an election among others would have no winner. */
function candidates(model: ClusterModel, { peers, leadership }: MetaGroup): readonly ServerName[] {
  return peers.flatMap(({ server, contact }) => {
    if (server === null || (leadership.kind === 'led' && leadership.by === server)) return [];
    const answers = model.servers.get(server)?.presence.kind === 'answering';
    return answers && contact.kind !== 'lost' ? [server] : [];
  });
}

/** Leaf nodes with a domain of their own are reached through it. */
function stepDownSubject(domain: DomainName): string {
  return domain === '' ? '$JS.API.META.LEADER.STEPDOWN' : `$JS.${domain}.API.META.LEADER.STEPDOWN`;
}

function cli(domain: DomainName): string {
  return domain === ''
    ? 'nats server cluster step-down'
    : `nats --js-domain ${shellWord(domain)} server cluster step-down`;
}

/** Names come from the cluster: quoted, so that pasting one runs nothing else. */
function shellWord(text: string): string {
  return /^[A-Za-z0-9_.-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}
