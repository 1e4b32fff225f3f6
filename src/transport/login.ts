import type * as Nats from 'nats.ws';
import { localMs, type LocalMs } from '../domain/time';
import { err, ok, type Result } from '../lib/result';
import type { LinkProblem, LoginData } from './transport';

/** A login that was found well-formed. */
export interface Login {
  readonly authenticator: Nats.Authenticator | null;
  /** When its JWT ends, by its own words. */
  readonly expires: LocalMs | null;
  /** All that must not appear in any text. */
  readonly secrets: readonly string[];
}

/** Prepares a login and tries it on a made-up challenge, since the client library takes a malformed one for silence. */
export function prepareLogin(nats: typeof Nats, data: LoginData): Result<Login, LinkProblem> {
  try {
    const authenticator = authenticatorOf(nats, data);
    authenticator?.('challenge');
    const jwt = jwtOf(data);
    return ok({ authenticator, expires: jwt === null ? null : expiryOf(jwt), secrets: secretsOf(data) });
  } catch {
    // What was thrown may quote the seed.
    return err({ code: 'badCredentials', url: null, detail: null });
  }
}

function authenticatorOf(nats: typeof Nats, data: LoginData): Nats.Authenticator | null {
  const encoder = new TextEncoder();
  switch (data.kind) {
    case 'anonymous':
      return null;
    case 'password':
      return nats.usernamePasswordAuthenticator(data.user, data.password);
    case 'token':
      return nats.tokenAuthenticator(data.token);
    case 'nkey':
      return nats.nkeyAuthenticator(encoder.encode(data.seed.trim()));
    case 'creds':
      // The library's pattern knows line feeds only.
      return nats.credsAuthenticator(encoder.encode(data.text.replaceAll('\r\n', '\n')));
    case 'jwt':
      return nats.jwtAuthenticator(data.jwt.trim());
  }
}

function jwtOf(data: LoginData): string | null {
  if (data.kind === 'jwt') return data.jwt.trim();
  if (data.kind !== 'creds') return null;
  return /-{3,}[^\n]*-{3,}\s+(\S+)\s+-{3,}/.exec(data.text)?.[1] ?? null;
}

/** Throws for what is no JWT. */
function expiryOf(jwt: string): LocalMs | null {
  const [, body = '', signature] = jwt.split('.');
  if (signature === undefined) throw new Error('not a JWT');
  const claims: unknown = JSON.parse(atob(body.replaceAll('-', '+').replaceAll('_', '/')));
  if (typeof claims !== 'object' || claims === null) throw new Error('not a JWT');
  return 'exp' in claims && typeof claims.exp === 'number' && claims.exp > 0 ? localMs(claims.exp * 1000) : null;
}

function secretsOf(data: LoginData): readonly string[] {
  switch (data.kind) {
    case 'anonymous':
      return [];
    case 'password':
      return [data.password];
    case 'token':
      return [data.token];
    case 'nkey':
      return [data.seed.trim()];
    case 'creds':
      return data.text.split(/\s+/).filter((word) => word.length > 20);
    case 'jwt':
      return [data.jwt.trim()];
  }
}
