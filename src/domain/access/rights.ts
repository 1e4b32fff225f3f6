import type { UserPermissions } from '../replies/servers';

/** What is known of a login's rights. Of 2.9 nobody tells any: the role is then unknown. */
export interface LoginRights {
  /** `system`: of the system account. `observer`: of another account, which is fed by imports. */
  readonly role: 'system' | 'observer' | 'unknown';
  /** As `$SYS.REQ.USER.INFO` tells them (2.10+). `null`: everything, as far as anybody told. */
  readonly permissions: UserPermissions | null;
}

/** Requests that only read, as they are named in permissions. What is not listed may change something. */
const reading = new RegExp(
  [
    String.raw`^\$SYS\.REQ\.USER\.INFO$`,
    String.raw`^\$SYS\.REQ\.SERVER\.PING$`,
    String.raw`^\$SYS\.REQ\.SERVER\.[^.]+\.(VARZ|JSZ|STATSZ|HEALTHZ|ROUTEZ|GATEWAYZ|LEAFZ|RAFTZ|IPQUEUESZ|ACCOUNTZ|IDZ|CONNZ|SUBSZ|EXPVARZ)$`,
    String.raw`^\$SYS\.REQ\.ACCOUNT\.[^.]+\.(JSZ|INFO|STATZ|CONNS|CONNZ|SUBSZ|LEAFZ)$`,
    String.raw`^(.+\.)?\$JS\.([^.]+\.)?API\.(INFO|(STREAM|CONSUMER)\.(INFO|NAMES|LIST)(\..+)?|STREAM\.MSG\.GET\..+|DIRECT\.GET\..+)$`,
  ].join('|'),
);

/** Is it certain that this login changes nothing? Denials are not counted: they take away, but seldom everything. */
export function onlyReads({ role, permissions }: LoginRights): boolean {
  if (role === 'observer') return true;
  const allowed = permissions?.publish.allow ?? null;
  return allowed !== null && allowed.every((pattern) => reading.test(pattern));
}

/** May this be sent, by what the server told of the login? */
export function mayPublish(permissions: UserPermissions | null, subject: readonly string[]): boolean {
  if (permissions === null) return true;
  const { allow, deny } = permissions.publish;
  return (allow === null || allow.some((one) => covers(one, subject))) && !deny.some((one) => covers(one, subject));
}

/** Does a subject with wildcards, as permissions are written, stand for this one? */
export function covers(pattern: string, subject: readonly string[]): boolean {
  const parts = pattern.split('.');
  const tail = parts.at(-1) === '>';
  if (tail ? subject.length < parts.length : subject.length !== parts.length) return false;
  return parts.every((part, index) => part === '*' || (tail && index === parts.length - 1) || part === subject[index]);
}
