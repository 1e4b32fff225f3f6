import type { AccountId, ServerName } from '../domain/ids';
import { isToken, subject, tokens } from '../transport/subject';
import { accountJszBody, jszBody, raftzBody } from '../wire/requests';
import type { RoundSpec } from './round';

/** A round spec without whom to wait for, which is decided at the time of sending. */
type Spec = Omit<RoundSpec, 'expected'>;

/** A round of liveness ends when all known servers have answered, or then (ms). */
export const livenessDeadline = 1000;

const heavyDeadline = 10_000;

function ping(what: string) {
  return subject('$SYS', 'REQ', 'SERVER', 'PING', what);
}

/** `byStatsz`: for clusters with servers before 2.10, which do not know IDZ. */
export function liveness(byStatsz: boolean): Spec {
  const request = 'liveness';
  const common = { request, body: '', deadlineMs: livenessDeadline, urgent: true } as const;
  return byStatsz
    ? { ...common, family: 'statsz', subject: ping('STATSZ') }
    : { ...common, family: 'idz', subject: ping('IDZ') };
}

export function statsz(): Spec {
  return { request: 'statsz', family: 'statsz', subject: ping('STATSZ'), body: '', deadlineMs: 1000 };
}

/** Totals and meta group. `withAccounts`: the list of accounts, too. */
export function summary(withAccounts = false): Spec {
  const body = jszBody(withAccounts ? { accounts: true } : {});
  return { request: 'summary', family: 'summary', subject: ping('JSZ'), body, deadlineMs: 2000, gzip: withAccounts };
}

/** All copies of every stream. */
export function placement(): Spec {
  const body = jszBody({ streams: true });
  return {
    request: 'placement',
    family: 'placement',
    subject: ping('JSZ'),
    body,
    deadlineMs: heavyDeadline,
    gzip: true,
  };
}

/** All copies, with consumers and configuration. */
export function configuration(): Spec {
  const body = jszBody({ streams: true, consumers: true, config: true, raft: true });
  const common = { subject: ping('JSZ'), body, deadlineMs: heavyDeadline, gzip: true } as const;
  return { request: 'configuration', family: 'placement', ...common };
}

/** The streams of one account; `full`: with consumers and configuration. `null` for an account no subject can name. */
export function accountStreams(account: AccountId, full: boolean): Spec | null {
  if (!isToken(account)) return null;
  const body = accountJszBody(full ? { streams: true, consumers: true, config: true, raft: true } : { streams: true });
  return {
    request: 'account',
    family: 'account',
    subject: subject('$SYS', 'REQ', 'ACCOUNT', account, 'JSZ'),
    body,
    deadlineMs: heavyDeadline / 2,
    gzip: true,
  };
}

/** Routes, gateways and leaf connections of every server, one round each. */
export const topologyRounds: readonly Spec[] = [
  { request: 'routes', family: 'routes', subject: ping('ROUTEZ'), body: '', deadlineMs: 2000, gzip: true },
  { request: 'gateways', family: 'gateways', subject: ping('GATEWAYZ'), body: '', deadlineMs: 2000, gzip: true },
  { request: 'leafs', family: 'leafs', subject: ping('LEAFZ'), body: '', deadlineMs: 2000, gzip: true },
];

/** What every member of a Raft group says of its log. 2.10.26+; who is no member answers with nothing. */
export function raftGroup(account: AccountId, group: string): Spec {
  const body = raftzBody({ account, group });
  return { request: 'raft', family: 'raft', subject: ping('RAFTZ'), body, deadlineMs: 1000 };
}

/** The prefix of an account's `$JS.API`, as its pattern says. `null` where the name is no token of a subject. */
export function accountPrefix(pattern: string, account: string): readonly string[] | null {
  return isToken(account) ? tokens(pattern.replaceAll('{account}', account)) : null;
}

/** A spec with whom to wait for. */
export function to(expected: ReadonlySet<ServerName>, spec: Spec): RoundSpec {
  return { ...spec, expected };
}
