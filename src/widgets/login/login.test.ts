import { describe, expect, it } from 'vitest';
import { credentialsOf, emptyLogin, loginKinds } from './login';

describe('a login', () => {
  it('is incomplete until its own fields are filled, except without one', () => {
    const complete = loginKinds.filter((kind) => credentialsOf({ ...emptyLogin, kind }) !== null);
    expect(complete).toEqual(['anonymous']);
  });

  it('takes a password as it is and a pasted key without the spaces around it', () => {
    expect(credentialsOf({ ...emptyLogin, user: 'a', password: ' p ' })).toEqual({
      kind: 'password',
      user: 'a',
      password: ' p ',
    });
    expect(credentialsOf({ ...emptyLogin, kind: 'nkey', seed: ' SUA\n' })).toEqual({ kind: 'nkey', seed: 'SUA' });
  });

  it('sends nothing of the kinds that were not chosen', () => {
    const typed = { ...emptyLogin, user: 'a', password: 'p', token: 't', seed: 'SU' };
    expect(credentialsOf({ ...typed, kind: 'token' })).toEqual({ kind: 'token', token: 't' });
  });
});
