import type { AccountId } from '../domain/ids';
import type { UserInfoReply } from '../domain/replies/servers';
import { localMs, type LocalMs } from '../domain/time';
import type { Identity } from '../engine/protocol';
import { requestPatiently } from '../transport/patient';
import { subject } from '../transport/subject';
import type { Transport, TransportError } from '../transport/transport';
import { accountzReply } from '../wire/accountz';
import { userInfoReply } from '../wire/user-info';

/** Why nothing can be shown although the login was accepted; a part of the engine's `ConnectProblemCode`. */
export type GreetingProblem =
  'notSystemAccount' | 'permissionsMissing' | 'jetstreamDisabled' | 'unreadable' | 'noReply';

/** What the server that we are connected with says of our login. */
export interface Self {
  readonly user: UserInfoReply | null;
  readonly at: LocalMs;
  readonly systemAccount: AccountId | null;
  readonly missing: readonly string[];
}

/** Asks who we are. USER.INFO is answered from 2.10 on. */
export async function askSelf(transport: Transport, now: () => LocalMs, signal: AbortSignal): Promise<Self> {
  const [user, accounts] = await Promise.all([
    requestPatiently(transport, subject('$SYS', 'REQ', 'USER', 'INFO'), signal),
    requestPatiently(transport, subject('$SYS', 'REQ', 'SERVER', 'PING', 'ACCOUNTZ'), signal),
  ]);
  const missing: string[] = [];
  const known = user.ok ? userInfoReply.read(user.value.payload) : null;
  if (!known?.ok) missing.push('USER.INFO');
  const list = accounts.ok ? accountzReply.read(accounts.value.payload) : null;
  if (!list?.ok) missing.push('ACCOUNTZ');
  return {
    user: known?.ok ? known.value : null,
    at: user.ok ? user.value.receivedAt : now(),
    systemAccount: list?.ok ? list.value.systemAccount : null,
    missing,
  };
}

/** What {@link askSelf} brought, in the words of the screens. */
export function greetingOf({ user, at, systemAccount, missing }: Self): Identity {
  return {
    user: user?.user ?? null,
    account: user?.account ?? null,
    role: roleOf(user?.account ?? null, systemAccount),
    missing,
    expires: user?.expiresIn == null ? null : localMs(at + user.expiresIn),
    permissions: user?.permissions ?? null,
  };
}

/** Below 2.10 nobody tells the account; then the role stays unknown. */
function roleOf(account: AccountId | null, systemAccount: AccountId | null): Identity['role'] {
  if (account === null) return 'unknown';
  if (systemAccount !== null) return account === systemAccount ? 'system' : 'observer';
  // ACCOUNTZ is not among what an observer imports; the name is the default one of configuration mode.
  return account === '$SYS' ? 'system' : 'observer';
}

/** Why neither STATSZ nor JSZ brought a reply. */
export function problemOf(failures: readonly (TransportError | null)[]): GreetingProblem {
  const codes = failures.map((failure) => failure?.code);
  if (codes.includes('denied')) return 'permissionsMissing';
  return codes.includes('noResponders') ? 'notSystemAccount' : 'noReply';
}
