import { describe, expect, it } from 'vitest';
import { localMs } from '../domain/time';
import type { Login } from './login';
import { watchPolicy } from './policy-watch';
import { clean, isAboutLogin, nameProblem, type Ending } from './problem';

const login: Login = { authenticator: null, expires: null, secrets: ['hunter2', 'hunter'] };
const now = localMs(1_000_000);
const silent: Ending = {
  url: 'ws://n1:8080/',
  error: null,
  reason: '',
  opened: false,
  timedOut: false,
  blockedByPolicy: false,
};
const name = (ending: Partial<Ending>, of = login) => nameProblem({ ...silent, ...ending }, of, now);

describe('the name of a problem', () => {
  it.each([
    ['wrongPassword', { error: { code: 'AUTHORIZATION_VIOLATION', text: "'Authorization Violation'" } }],
    ['wrongPassword', { reason: 'Authentication Failure', opened: true }],
    ['expiredCredentials', { error: { code: 'AUTHENTICATION_EXPIRED', text: "'User Authentication Expired'" } }],
    ['expiredCredentials', { error: { code: '', text: "'Account Authentication Expired'" } }],
    ['connectionLimit', { error: { code: 'NATS_PROTOCOL_ERR', text: "'maximum connections exceeded'" } }],
    ['connectionLimit', { reason: 'Maximum Connections Exceeded', opened: true }],
    ['connectionLimit', { error: { code: '', text: "'maximum account active connections exceeded'" } }],
    ['badCredentials', { error: { code: 'BAD_CREDS', text: 'BAD_CREDS' } }],
    ['unreachable', {}],
    ['unreachable', { timedOut: true }],
    ['noReply', { opened: true, timedOut: true }],
    ['unknown', { opened: true, reason: 'Maximum Payload Violation' }],
    ['blockedByPolicy', { blockedByPolicy: true }],
  ] as const)('is %s for %j', (code, ending) => {
    expect(name(ending)).toMatchObject({ code, url: 'ws://n1:8080/' });
  });

  it('is the expiry when a server refuses a login that is past its end', () => {
    const refused = { reason: 'Authentication Failure' };
    expect(name(refused, { ...login, expires: localMs(now - 1) }).code).toBe('expiredCredentials');
    expect(name(refused, { ...login, expires: localMs(now + 1) }).code).toBe('wrongPassword');
  });

  it('comes with the words of the server, without quotes around them; nothing said is null', () => {
    expect(name({ error: { code: '', text: "'Authorization Violation'" } }).detail).toBe('Authorization Violation');
    expect(name({}).detail).toBeNull();
  });

  it('tells the logins that are not cured by trying again', () => {
    const about = (code: 'wrongPassword' | 'expiredCredentials' | 'badCredentials' | 'unreachable' | 'noReply') =>
      isAboutLogin({ code, url: null, detail: null });
    expect([about('wrongPassword'), about('expiredCredentials'), about('badCredentials')]).toEqual([true, true, true]);
    expect([about('unreachable'), about('noReply')]).toEqual([false, false]);
  });
});

describe('a cleaned text', () => {
  it('holds no secret, the longer one first, so that no rest of it stays', () => {
    expect(clean('no hunter2 for hunter', login.secrets)).toBe('no *** for ***');
  });

  it('holds no login of a URL', () => {
    expect(clean('cannot open ws://admin:geheim@n1/', [])).toBe('cannot open ws://***@n1/');
  });

  it('is one short line without characters that reorder or hide text', () => {
    expect(clean('a\r\nb\u202ec', [])).toBe('a b c');
    expect(clean('x'.repeat(1000), [])).toHaveLength(200);
  });

  it('is not torn apart by an empty secret', () => {
    expect(clean('abc', [''])).toBe('abc');
  });
});

describe('the watch on the policy', () => {
  const violation = (blockedURI: string) => Object.assign(new Event('securitypolicyviolation'), { blockedURI });

  it('hears that its URL is blocked, and nothing of others', () => {
    const target = new EventTarget();
    const watch = watchPolicy('ws://n1:8080/', target);
    target.dispatchEvent(violation('ws://n2:8080/'));
    target.dispatchEvent(violation('inline'));
    expect(watch.blocked).toBe(false);
    target.dispatchEvent(violation('ws://n1:8080'));
    expect(watch.blocked).toBe(true);
  });

  it('hears nothing once stopped', () => {
    const target = new EventTarget();
    const watch = watchPolicy('ws://n1:8080/', target);
    watch.stop();
    target.dispatchEvent(violation('ws://n1:8080/'));
    expect(watch.blocked).toBe(false);
  });
});
