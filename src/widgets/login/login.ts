import type { Credentials } from '../../domain/access/credentials';

export type LoginKind = Credentials['kind'];

export const loginKinds = [
  'password',
  'creds',
  'nkey',
  'jwt',
  'token',
  'anonymous',
] as const satisfies readonly LoginKind[];

/** Everything that was typed, of all kinds: changing the kind to look at it loses nothing. */
export interface LoginFields {
  readonly kind: LoginKind;
  readonly user: string;
  readonly password: string;
  readonly token: string;
  readonly seed: string;
  readonly creds: string;
  readonly jwt: string;
}

export const emptyLogin: LoginFields = {
  kind: 'password',
  user: '',
  password: '',
  token: '',
  seed: '',
  creds: '',
  jwt: '',
};

/** `null` while something of the chosen kind is missing. A password is taken as it is, also with spaces around it. */
export function credentialsOf(fields: LoginFields): Credentials | null {
  const { kind, user, password } = fields;
  switch (kind) {
    case 'anonymous':
      return { kind };
    case 'password':
      return user === '' ? null : { kind, user, password };
    case 'token':
      return fields.token === '' ? null : { kind, token: fields.token };
    case 'nkey':
      return fields.seed.trim() === '' ? null : { kind, seed: fields.seed.trim() };
    case 'creds':
      return fields.creds.trim() === '' ? null : { kind, text: fields.creds };
    case 'jwt':
      return fields.jwt.trim() === '' ? null : { kind, jwt: fields.jwt.trim() };
  }
}
