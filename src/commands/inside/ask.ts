import type { InsideFailure } from '../../domain/inside/ops';
import type { AccountId, DomainName } from '../../domain/ids';
import type { DurationMs } from '../../domain/time';
import { withoutPaths } from '../../domain/command/without-paths';
import { err, ok, type Result } from '../../lib/result';
import { isToken } from '../../transport/subject';
import type { TransportError } from '../../transport/transport';
import type { Family, ReplyProblem } from '../../wire/decoded';
import type { PipeDeps } from '../deps';

/** Leaders answer in 2 to 9 ms; one that does not is silent, not slow (ms). */
const deadline: DurationMs = 3000;

/** The API of one account in one domain. */
export interface ApiPlace {
  readonly account: AccountId;
  readonly domain: DomainName;
}

/** One request to the API of an account: `STREAM.INFO.ORDERS` is `['STREAM', 'INFO', 'ORDERS']`. Reads only. */
export async function askApi<T>(
  deps: PipeDeps,
  { account, domain }: ApiPlace,
  tokens: readonly string[],
  body: string,
  family: Family<T>,
  deadlineMs = deadline,
): Promise<Result<T, InsideFailure>> {
  const prefix = deps.apiPrefix(account, domain);
  if (prefix === null) return err({ kind: 'noAccess' });
  const subject = [...prefix, ...tokens];
  if (!subject.every(isToken)) return err({ kind: 'unsendable' });
  const answer = await deps.senders.ask(account, { subject, body }, deadlineMs);
  if (!answer.ok) return err(failureOf(answer.error));
  const reply = family.read(answer.value.payload);
  return reply.ok ? ok(reply.value) : err(refusalOf(reply.error));
}

/** A server's word in place of an answer. Its text may name paths of the host. */
export function refusalOf(problem: ReplyProblem): InsideFailure {
  if (problem.kind === 'undecodable') return { kind: 'unreadable' };
  const { errorCode, description } = problem.refusal;
  return { kind: 'refused', code: errorCode, description: withoutPaths(description) };
}

export function failureOf(error: TransportError): InsideFailure {
  switch (error.code) {
    case 'notConnected':
    case 'notLive':
    case 'closed':
      return { kind: 'notLive' };
    case 'noResponders':
      return { kind: 'noAccess' };
    case 'denied':
      return { kind: 'denied' };
    case 'requestTooLarge':
    case 'tooLarge':
      return { kind: 'tooLarge', limitBytes: error.limitBytes };
    case 'timeout':
    case 'interrupted':
      return { kind: 'silent' };
    case 'outcomeUnknown':
      return { kind: 'outcomeUnknown' };
    case 'damaged':
      return { kind: 'unreadable' };
    case 'aborted':
      return { kind: 'aborted' };
  }
}
