import type { LocalMs } from '../domain/time';
import type { Login } from './login';
import type { LinkProblem, LinkProblemCode } from './transport';

/** How a dial or a link ended, as far as anybody said. */
export interface Ending {
  readonly url: string;
  /** Code and text of the client library's error, the text being the server's in most cases. */
  readonly error: { readonly code: string; readonly text: string } | null;
  /** From the close event of the socket. */
  readonly reason: string;
  readonly opened: boolean;
  readonly timedOut: boolean;
  readonly blockedByPolicy: boolean;
}

/** Names the problem. Browsers tell nothing of why a socket failed: a wrong port, a refused origin and TLS look alike. */
export function nameProblem(ending: Ending, login: Login, now: LocalMs): LinkProblem {
  const told = ending.error?.text ?? '';
  const text = clean(told === '' ? ending.reason : told, login.secrets);
  const code = codeOf(ending, `${told} ${ending.reason}`.toLowerCase());
  const expired = code === 'wrongPassword' && login.expires !== null && login.expires <= now;
  return { code: expired ? 'expiredCredentials' : code, url: ending.url, detail: text === '' ? null : text };
}

function codeOf(ending: Ending, said: string): LinkProblemCode {
  if (ending.blockedByPolicy) return 'blockedByPolicy';
  if (ending.error?.code === 'BAD_CREDS' || ending.error?.code === 'BAD_AUTHENTICATION') return 'badCredentials';
  if (said.includes('authentication expired')) return 'expiredCredentials';
  if (said.includes('authorization violation') || said.includes('authentication failure')) return 'wrongPassword';
  if (said.includes('connections exceeded')) return 'connectionLimit';
  if (!ending.opened) return 'unreachable';
  return ending.timedOut ? 'noReply' : 'unknown';
}

/** Problems that trying again does not cure. */
export function isAboutLogin(problem: LinkProblem): boolean {
  return problem.code === 'wrongPassword' || problem.code === 'expiredCredentials' || problem.code === 'badCredentials';
}

/** Text of others, fit to be shown: without anything secret, control characters and length. */
export function clean(text: string, secrets: readonly string[]): string {
  const known = secrets.filter((secret) => secret !== '').sort((a, b) => b.length - a.length);
  const hidden = known.reduce((rest, secret) => rest.replaceAll(secret, '***'), text);
  return hidden
    .replaceAll(/\/\/[^/\s@]*@/g, '//***@')
    .replaceAll(/[\p{Cc}\p{Cf}]+/gu, ' ')
    .trim()
    .replace(/^'(.*)'$/, '$1')
    .slice(0, 200);
}
