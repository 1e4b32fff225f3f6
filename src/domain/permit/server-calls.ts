import type { ClusterModel, ServerModel } from '../cluster/model';
import type { Command, Plan } from '../command/command';
import type { RefusalReason } from '../command/refusal';
import { noLook, nothingLooked, type Looked } from '../command/looked';
import type { ServerName } from '../ids';
import { commonRefusal, knows, shellWord, type Action, type PermitContext, type Verdict } from './context';
import { serverCallsSince } from './since';

type ClientNudge = Extract<Command, { kind: 'clientNudge' }>;
type ClientClose = Extract<Command, { kind: 'clientClose' }>;
type ServerReload = Extract<Command, { kind: 'serverReload' }>;

/**
 * Tells one client that its server is about to go, so that it may look for another one. Many libraries only note it: what
 * came of it is whether the client went.
 */
export const clientNudge: Action<ClientNudge> = {
  changesMembers: false,
  look: lookAtClient,
  plan: (model, command, context) => clientPlan(model, command, context, 'LDM'),
  verdict: (_model, { basis }, command, looked) => clientVerdict(basis, command, looked, 'stillConnected'),
};

/** Ends one connection of a client at once. Clients usually connect again, here or elsewhere. */
export const clientClose: Action<ClientClose> = {
  changesMembers: false,
  look: lookAtClient,
  plan: (model, command, context) => clientPlan(model, command, context, 'KICK'),
  verdict: (_model, { basis }, command, looked) => clientVerdict(basis, command, looked, 'timeout'),
};

/** The server reads its configuration file again. On an error it goes on with the old one. */
export const serverReload: Action<ServerReload> = {
  changesMembers: false,
  look: (model, { server }) => {
    const id = idOf(model, server);
    return id === null ? noLook : { kind: 'serverConfig', server: id };
  },
  plan: (model, command, context) => {
    const { looked = nothingLooked } = context;
    const config = looked.kind === 'serverConfig' ? looked : null;
    const reason = serverRefusal(model, command.server, context) ?? (config === null ? 'configUnread' : null);
    return {
      command,
      ...partsOf(context, reason),
      basis: { leader: null, members: [], asked: config === null ? '' : reloadText(config) },
      effect: { kind: 'configReloads', server: command.server, digest: config?.digest ?? null },
      ...requestOf(model, command.server, 'RELOAD', ''),
    };
  },
  verdict: (_model, { basis, effect }, _command, looked) => {
    const before = effect.kind === 'configReloads' ? effect.digest : null;
    if (looked.kind !== 'serverConfig' || reloadText(looked) === basis.asked)
      return { kind: 'open', reason: 'timeout' };
    const changed = before === null || looked.digest === null ? null : before !== looked.digest;
    return { kind: 'done', result: { kind: 'reloaded', changed } };
  },
};

/** The moment of the load changes with each one, the digest (from 2.11 on) with the text only. */
function reloadText({ loadedAt, digest }: Extract<Looked, { kind: 'serverConfig' }>): string {
  return `${String(loadedAt)} ${digest ?? ''}`;
}

function lookAtClient(model: ClusterModel, { server, cid }: ClientNudge | ClientClose) {
  const id = idOf(model, server);
  return id === null ? noLook : ({ kind: 'client', server: id, cid } as const);
}

function clientPlan(
  model: ClusterModel,
  command: ClientNudge | ClientClose,
  context: PermitContext,
  call: 'LDM' | 'KICK',
): Plan {
  const { looked = nothingLooked } = context;
  const client = looked.kind === 'client' ? looked.client : null;
  const reason = serverRefusal(model, command.server, context) ?? clientRefusal(looked);
  return {
    command,
    ...partsOf(context, reason),
    basis: { leader: null, members: [], asked: clientText(looked) },
    effect: { kind: 'clientGoes', server: command.server, client },
    ...requestOf(model, command.server, call, JSON.stringify({ cid: command.cid })),
  };
}

function clientRefusal(looked: Looked): RefusalReason | null {
  if (looked.kind !== 'client') return 'clientUnread';
  if (looked.own) return 'ownConnection';
  return looked.client === null ? 'clientGone' : null;
}

function clientVerdict(
  { asked }: Plan['basis'],
  { cid }: ClientNudge | ClientClose,
  looked: Looked,
  still: 'stillConnected' | 'timeout',
): Verdict {
  if (looked.kind !== 'client') return { kind: 'open', reason: 'timeout' };
  const gone = looked.client === null || clientText(looked) !== asked;
  return gone ? { kind: 'done', result: { kind: 'clientGone', cid } } : { kind: 'open', reason: still };
}

/** Ids of clients begin anew with each run of a server. */
function clientText(looked: Looked): string {
  return looked.kind === 'client' && looked.client !== null
    ? `${String(looked.client.cid)} ${String(looked.client.started)}`
    : '';
}

function serverRefusal(model: ClusterModel, name: ServerName, context: PermitContext): RefusalReason | null {
  const common = commonRefusal(model, context);
  if (common !== null) return common;
  const server = model.servers.get(name);
  if (!server?.id || server.presence.kind !== 'answering') return 'serverSilent';
  return knows(model, serverCallsSince) ? null : 'versionTooOld';
}

function partsOf({ now }: PermitContext, reason: RefusalReason | null) {
  return {
    permit: reason === null ? ({ kind: 'allowed' } as const) : ({ kind: 'refused', reason } as const),
    madeAt: now,
  };
}

/** By the id of its present run: a server that was started again meanwhile is another one. */
function requestOf(model: ClusterModel, name: ServerName, call: string, body: string): Pick<Plan, 'request' | 'cli'> {
  const id = idOf(model, name);
  if (id === null) return { request: null, cli: '' };
  const subject = ['$SYS', 'REQ', 'SERVER', id, call];
  return { request: { subject, body }, cli: `nats request ${shellWord(subject.join('.'))} ${shellWord(body)}` };
}

function idOf(model: ClusterModel, name: ServerName): ServerModel['id'] {
  return model.servers.get(name)?.id ?? null;
}
