import type { Look, Looked } from '../domain/command/looked';
import { nothingLooked } from '../domain/command/looked';
import type { DurationMs } from '../domain/time';
import { isToken } from '../transport/subject';
import { streamConfigReply } from '../wire/ops/stream-config';
import { connzReply } from '../wire/connz';
import { connzBody } from '../wire/connz-request';
import { varzReply } from '../wire/varz';
import type { ServerId } from '../domain/ids';
import type { ClientList } from '../domain/command/clients';
import type { PipeDeps } from './deps';

/** Leaders answer within 10 ms; one that does not is silent (ms). */
const lookDeadline: DurationMs = 2000;

/** `JSStreamNotFoundErr` */
const streamNotFound = 10059;

/** Rows of one list: a page of CONNZ, some 100 kB. */
const mostClients = 256;

/** Asks what only one command needs. Reads; what is not answered or not understood is `nothing`. */
export async function lookFor(deps: PipeDeps, look: Look): Promise<Looked> {
  switch (look.kind) {
    case 'nothing':
      return nothingLooked;
    case 'streamConfig': {
      const prefix = deps.apiPrefix(look.account, look.domain);
      if (prefix === null || !isToken(look.stream)) return nothingLooked;
      const request = { subject: [...prefix, 'STREAM', 'INFO', look.stream], body: '' };
      const answer = await deps.senders.ask(look.account, request, lookDeadline);
      const reply = answer.ok ? streamConfigReply.read(answer.value.payload) : null;
      if (reply?.ok === true) return reply.value;
      const isGone = reply?.error.kind === 'refused' && reply.error.refusal.errorCode === streamNotFound;
      return isGone ? { kind: 'streamGone' } : nothingLooked;
    }
    case 'serverConfig': {
      const reply = varzReply.read(await system(deps, look.server, 'VARZ', ''));
      return reply.ok
        ? { kind: 'serverConfig', loadedAt: reply.value.configLoaded, digest: reply.value.configDigest }
        : nothingLooked;
    }
    case 'client': {
      const reply = connzReply.read(await system(deps, look.server, 'CONNZ', connzBody({ cid: look.cid })));
      if (!reply.ok) return nothingLooked;
      const client = reply.value.connections.find(({ cid }) => cid === look.cid) ?? null;
      return { kind: 'client', client, own: deps.senders.isOwn(look.server, look.cid) };
    }
    case 'streamAgainst':
    case 'consumerAgainst':
    case 'consumer':
    case 'streamContent':
    case 'message':
      // Knows every field of every configuration: loaded by the first of these commands.
      return (await import('./asset-look')).lookAtAsset(deps, look);
  }
}

/** A page of the clients of a server, those first that have most waiting to be sent. `null`: it does not answer. */
export async function clientsOf(deps: PipeDeps, server: ServerId): Promise<ClientList | null> {
  const page = { offset: 0, limit: mostClients, sort: 'pending' } as const;
  const reply = connzReply.read(await system(deps, server, 'CONNZ', connzBody(page)));
  if (!reply.ok) return null;
  const clients = reply.value.connections;
  const own = clients.flatMap(({ cid }) => (deps.senders.isOwn(server, cid) ? [cid] : []));
  return { total: reply.value.total, clients, own };
}

/** Nothing at all where no answer came: what cannot be decoded. */
async function system({ senders }: PipeDeps, server: ServerId, what: string, body: string): Promise<Uint8Array> {
  if (!isToken(server)) return new Uint8Array();
  const answer = await senders.ask(null, { subject: ['$SYS', 'REQ', 'SERVER', server, what], body }, lookDeadline);
  return answer.ok ? answer.value.payload : new Uint8Array();
}
