import { accountId } from '../domain/ids';
import type { Advisory, Observation } from '../domain/observation';
import type { LocalMs } from '../domain/time';
import { err, ok } from '../lib/result';
import { advisoryEvent } from '../wire/advisory';
import type { Decoded } from '../wire/decoded';
import { departureEvent } from '../wire/events';
import { statszReply } from '../wire/statsz';

/** Reads an event by its subject. Never throws; a subject that is not ours brings nothing. */
export function decodeEvent(subject: string, payload: Uint8Array, at: LocalMs): Decoded<readonly Observation[]> {
  if (subject.startsWith('$SYS.SERVER.')) return serverEvent(subject.slice(subject.lastIndexOf('.') + 1), payload, at);
  const advisory = /^(?:([^.]+)\.)?\$JS\.EVENT\.ADVISORY\./.exec(subject);
  if (!advisory) return ok([]);
  const decoded = advisoryEvent.read(payload);
  if (!decoded.ok) return err(decoded.error);
  return ok([{ kind: 'advisory', at, advisory: withAccount(decoded.value, advisory[1]) }]);
}

function serverEvent(what: string, payload: Uint8Array, at: LocalMs): Decoded<readonly Observation[]> {
  switch (what) {
    case 'STATSZ': {
      const decoded = statszReply.read(payload);
      return decoded.ok ? ok([{ kind: 'statsz', at, reply: decoded.value }]) : err(decoded.error);
    }
    case 'SHUTDOWN':
    case 'LAMEDUCK': {
      const decoded = departureEvent.read(payload);
      if (!decoded.ok) return err(decoded.error);
      const how = what === 'SHUTDOWN' ? 'shutdown' : 'lameduck';
      return ok([{ kind: 'departure', at, server: decoded.value, how }]);
    }
    default:
      return ok([]);
  }
}

/** An account's own advisories do not name it; the prefix under which they are imported does. */
function withAccount(advisory: Advisory, prefix: string | undefined): Advisory {
  if (prefix === undefined || advisory.kind !== 'assetChanged' || advisory.account !== null) return advisory;
  return { ...advisory, account: accountId(prefix) };
}
