import { mayPublish } from '../domain/access/rights';
import { isAccountApi, type OwnConnection } from '../domain/access/route';
import type { ChangeRequest } from '../domain/command/command';
import type { RefusalReason } from '../domain/command/refusal';
import type { AccountId, ServerId } from '../domain/ids';
import type { UserInfoReply, UserPermissions } from '../domain/replies/servers';
import type { AccountLogin, OpError } from '../engine/protocol';
import { err, ok, type Result } from '../lib/result';
import { requestPatiently } from '../transport/patient';
import { subject } from '../transport/subject';
import type { GatherOptions, Transport } from '../transport/transport';
import { userInfoReply } from '../wire/user-info';
import type { CommandDeps } from './deps';

/** A connection over which changes are sent, with what its login may do. */
interface Sender {
  readonly transport: Transport;
  readonly permissions: () => UserPermissions | null;
  /** Subjects that the server refused to this login. */
  readonly refused: Set<string>;
}

interface Own extends Sender {
  readonly user: UserInfoReply;
  readonly anonymous: boolean;
}

/** The connections of a session: that of its login, and those of accounts that were added. Their logins stay in here. */
export class Senders {
  readonly #deps: CommandDeps;
  readonly #login: Sender;
  readonly #own = new Map<AccountId, Own>();
  #closed = false;

  constructor(deps: CommandDeps) {
    this.#deps = deps;
    this.#login = senderOf(deps.transport, deps.permissions);
  }

  /** The account over whose own connection a request has to go; `null`: over that of the login. */
  over(account: AccountId | null, { subject: tokens }: ChangeRequest): AccountId | null {
    return account !== null && this.#own.has(account) && isAccountApi(tokens) ? account : null;
  }

  /** What keeps the login from sending this; `null`: nothing that is known. */
  refusal({ over, subject: tokens }: ChangeRequest): RefusalReason | null {
    const sender = this.#sender(over);
    if (sender === undefined || (over !== undefined && sender.transport.state !== 'live')) return 'accountNotLive';
    const allowed = mayPublish(sender.permissions(), tokens) && !sender.refused.has(tokens.join('.'));
    return allowed ? null : 'notPermitted';
  }

  /** Sends a change once, over the connection that it is for. */
  async change({ over, subject: tokens, body }: ChangeRequest, replyMs: number) {
    const sender = this.#sender(over);
    if (sender === undefined) return err({ code: 'closed' } as const);
    const answer = await sender.transport.change(subject(...tokens), body, { deadlineMs: replyMs });
    if (!answer.ok && answer.error.code === 'denied') sender.refused.add(tokens.join('.'));
    return answer;
  }

  /** Asks something that changes nothing, over the connection on which a change of that account would go. */
  async ask(account: AccountId | null, request: ChangeRequest, replyMs: number) {
    const sender = this.#sender(this.over(account, request) ?? undefined);
    if (sender === undefined) return err({ code: 'closed' } as const);
    return sender.transport.request(subject(...request.subject), request.body, { deadlineMs: replyMs });
  }

  /** The connection of the account itself; `null`: none was added. */
  own(account: AccountId): Transport | null {
    return this.#own.get(account)?.transport ?? null;
  }

  /** The same for several replies, which come to an inbox of this one request. */
  async gather(account: AccountId | null, request: ChangeRequest, options: GatherOptions) {
    const sender = this.#sender(this.over(account, request) ?? undefined);
    if (sender === undefined) return err({ code: 'closed' } as const);
    return sender.transport.gather(subject(...request.subject), request.body, options);
  }

  /** Is this one of our connections? One that does not tell its number may be any of its server. */
  isOwn(server: ServerId, cid: number): boolean {
    return [this.#login, ...this.#own.values()].some(({ transport }) => {
      const connected = transport.server;
      return connected?.id === server && (connected.clientId === undefined || connected.clientId === cid);
    });
  }

  /** Connects with a login of an account, and finds out by the server's word that it is of that account. */
  async connect(login: AccountLogin, signal: AbortSignal): Promise<Result<OwnConnection, OpError>> {
    const dialled = await this.#deps.dial(login, signal);
    if (!dialled.ok) return err({ code: 'connect', problem: dialled.error });
    const transport = dialled.value;
    const user = await whoIs(transport, signal);
    const refused = this.#closed || signal.aborted ? ({ code: 'aborted' } as const) : this.#mismatch(login, user);
    if (refused !== null || user === null) {
      transport.close();
      return err(refused ?? { code: 'wrongAccount', account: null });
    }
    const anonymous = login.credentials.kind === 'anonymous';
    const own = { ...senderOf(transport, () => user.permissions), user, anonymous };
    this.#own.get(user.account)?.transport.close();
    this.#own.set(user.account, own);
    await this.#deps.attach({ id: user.account, name: nameOf(user) }, transport);
    return ok(describe(own));
  }

  async disconnect(account: AccountId): Promise<void> {
    const own = this.#own.get(account);
    if (!own) return;
    this.#own.delete(account);
    own.transport.close();
    await this.#deps.attach({ id: account, name: nameOf(own.user) }, null);
  }

  connections(): readonly OwnConnection[] {
    return [...this.#own.values()].map(describe);
  }

  /** The session has ended, and with it every login of it. */
  stop(): void {
    this.#closed = true;
    for (const { transport } of this.#own.values()) transport.close();
    this.#own.clear();
  }

  #sender(over: AccountId | undefined): Sender | undefined {
    return over === undefined ? this.#login : this.#own.get(over);
  }

  #mismatch({ account }: AccountLogin, user: UserInfoReply | null): OpError | null {
    if (user === null) return { code: 'wrongAccount', account: null };
    const isOther = account !== null && account !== user.account;
    return isOther || user.account === this.#deps.account() ? { code: 'wrongAccount', account: nameOf(user) } : null;
  }
}

function senderOf(transport: Transport, permissions: () => UserPermissions | null): Sender {
  const refused = new Set<string>();
  // Another configuration ends the connections of the users whose rights it changes.
  transport.onState((state) => state === 'live' && refused.clear());
  return { transport, permissions, refused };
}

/** Answered in every account from 2.10 on. */
async function whoIs(transport: Transport, signal: AbortSignal): Promise<UserInfoReply | null> {
  const answer = await requestPatiently(transport, subject('$SYS', 'REQ', 'USER', 'INFO'), signal);
  const reply = answer.ok ? userInfoReply.read(answer.value.payload) : null;
  return reply?.ok ? reply.value : null;
}

function nameOf({ account, accountName }: UserInfoReply): string {
  return accountName ?? account;
}

function describe({ transport, user, anonymous }: Own): OwnConnection {
  return {
    account: user.account,
    name: nameOf(user),
    state: transport.state,
    user: user.user,
    anonymous,
    server: transport.server?.name ?? null,
    permissions: user.permissions,
  };
}
