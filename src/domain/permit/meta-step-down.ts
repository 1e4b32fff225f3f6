import type { ClusterModel, MetaGroup } from '../cluster/model';
import type { Command, Permit, Plan, Within } from '../command/command';
import type { RefusalReason } from '../command/refusal';
import type { DomainName, ServerName } from '../ids';
import type { Version } from '../version';
import { commonRefusal, isTooOld, knows, shellWord, stepDownBody, type Action, type PermitContext } from './context';
import { preferredSince } from './since';

type MetaStepDown = Extract<Command, { kind: 'metaStepDown' }>;

/** The empty body and that of a cluster work from 2.9 on; any other ends or is refused by some version below 2.11. */
const since: Version = { major: 2, minor: 9, patch: 0, pre: '' };

/** The leader of a meta group gives up, and its members elect another one. */
export const metaStepDown: Action<MetaStepDown> = {
  changesMembers: false,
  plan: planMetaStepDown,
  verdict: (model, { basis }, { domain, preferred, within }) => {
    const leadership = model.metas.get(domain)?.leadership;
    if (leadership?.kind !== 'led') return { kind: 'open', reason: 'leaderless' };
    if (leadership.by === basis.leader) return { kind: 'open', reason: 'timeout' };
    const asked = preferred === null || preferred === leadership.by;
    return asked && isWithin(model, leadership.by, within)
      ? { kind: 'done', result: { kind: 'leads', leader: leadership.by } }
      : { kind: 'open', reason: 'otherLeader' };
  },
};

/** May the leader of this meta group be asked to step down? */
export function permitMetaStepDown(model: ClusterModel, command: MetaStepDown, context: PermitContext): Permit {
  const reason = refusal(model, command, context);
  return reason === null ? { kind: 'allowed' } : { kind: 'refused', reason };
}

function planMetaStepDown(model: ClusterModel, command: MetaStepDown, context: PermitContext): Plan {
  const meta = model.metas.get(command.domain);
  const leader = meta?.leadership.kind === 'led' ? meta.leadership.by : null;
  return {
    command,
    permit: permitMetaStepDown(model, command, context),
    // Members come and go without mattering here: the leader alone is acted upon.
    basis: { leader, members: [] },
    effect: effectOf(model, meta, command),
    request: { subject: stepDownSubject(command.domain), body: bodyOf(command) },
    cli: cli(command),
    madeAt: context.now,
  };
}

function refusal(model: ClusterModel, command: MetaStepDown, context: PermitContext): RefusalReason | null {
  const common = commonRefusal(model, context);
  if (common === 'readOnly' || common === 'linkNotLive') return common;
  const meta = model.metas.get(command.domain);
  if (!meta) return 'noLeader';
  if (meta.leadership.kind !== 'led') return isLeaderSilent(model, meta) ? 'leaderSilent' : 'noLeader';
  if (common !== null || meta.asOf === null || isTooOld(meta.asOf, context)) return 'dataTooOld';
  const { preferred, within } = command;
  if (!knows(model, preferred === null && within?.kind !== 'tag' ? since : preferredSince)) return 'versionTooOld';
  const others = candidates(model, meta);
  if (others.length === 0) return 'noOtherMember';
  if (!others.some((name) => isWithin(model, name, within))) return 'nobodyThere';
  return command.preferred === null || others.includes(command.preferred) ? null : 'preferredUnfit';
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

function effectOf(model: ClusterModel, meta: MetaGroup | undefined, { within }: MetaStepDown): Plan['effect'] {
  const others = meta ? candidates(model, meta) : [];
  return {
    kind: 'leaderChanges',
    candidates: others.filter((name) => isWithin(model, name, within)),
    places: placesOf(model, others),
  };
}

function isWithin(model: ClusterModel, name: ServerName, within: Within | undefined): boolean {
  if (within === undefined) return true;
  const server = model.servers.get(name);
  return within.kind === 'cluster' ? server?.cluster === within.name : (server?.tags.includes(within.tag) ?? false);
}

/** Clusters first. What all of them have says nothing; tags are taken from 2.11 on only. */
function placesOf(model: ClusterModel, others: readonly ServerName[]): readonly Within[] {
  const servers = others.flatMap((name) => model.servers.get(name) ?? []);
  const clusters = [...new Set(servers.flatMap(({ cluster }) => (cluster === null ? [] : [cluster])))].sort();
  const tags = [...new Set(servers.flatMap((server) => server.tags))].sort();
  const places: readonly Within[] = [
    ...clusters.map((name): Within => ({ kind: 'cluster', name })),
    ...(knows(model, preferredSince) ? tags.map((tag): Within => ({ kind: 'tag', tag })) : []),
  ];
  return places.filter((within) => !others.every((name) => isWithin(model, name, within)));
}

function bodyOf({ preferred, within }: MetaStepDown): string {
  if (within === undefined) return stepDownBody(preferred);
  return JSON.stringify({ placement: within.kind === 'cluster' ? { cluster: within.name } : { tags: [within.tag] } });
}

/** Leaf nodes with a domain of their own are reached through it. */
function stepDownSubject(domain: DomainName): readonly string[] {
  return ['$JS', ...(domain === '' ? [] : [domain]), 'API', 'META', 'LEADER', 'STEPDOWN'];
}

function cli({ domain, preferred, within }: MetaStepDown): string {
  return [
    'nats',
    ...(domain === '' ? [] : ['--js-domain', shellWord(domain)]),
    'server cluster step-down',
    ...(preferred === null ? [] : ['--host', shellWord(preferred)]),
    ...(within?.kind === 'cluster' ? ['--cluster', shellWord(within.name)] : []),
    ...(within?.kind === 'tag' ? ['--tags', shellWord(within.tag)] : []),
  ].join(' ');
}
