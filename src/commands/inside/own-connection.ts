import type { AccountId, StreamKey } from '../../domain/ids';
import { streamPlace } from '../../domain/ids';
import type { InsideFailure } from '../../domain/inside/ops';
import { withoutPaths } from '../../domain/command/without-paths';
import { err, ok, type Result } from '../../lib/result';
import type { BucketPlace, StoreFault } from '../../transport/account-stores';
import type { Transport } from '../../transport/transport';
import type { PipeDeps } from '../deps';
import { failureOf } from './ask';

/** The connection of the account itself. */
export function ownConnection(deps: PipeDeps, account: AccountId): Result<Transport, InsideFailure> {
  const transport = deps.senders.own(account);
  if (transport === null) return err({ kind: 'needsConnection' });
  return transport.state === 'live' ? ok(transport) : err({ kind: 'notLive' });
}

/** A bucket over the connection of its account. */
export function ownBucket(
  deps: PipeDeps,
  stream: StreamKey,
  prefix: 'KV_' | 'OBJ_',
): Result<{ readonly transport: Transport; readonly place: BucketPlace }, InsideFailure> {
  const { account, domain, name } = streamPlace(stream);
  const transport = ownConnection(deps, account);
  if (!transport.ok) return transport;
  const api = deps.apiPrefix(account, domain);
  if (api === null) return err({ kind: 'noAccess' });
  const bucket = name.slice(prefix.length);
  // What the client library takes; it throws at other names.
  if (!name.startsWith(prefix) || !/^[-\w]+$/.test(bucket)) return err({ kind: 'unsendable' });
  return ok({ transport: transport.value, place: { api: api.join('.'), bucket } });
}

/** Of what goes to a stream or consumer itself, and not to the API: nobody is there to take it. */
export function clientFailure(fault: StoreFault): InsideFailure {
  if (fault.code === 'noResponders') return { kind: 'nobodyListens' };
  if (fault.code !== 'refused') return failureOf(fault);
  return { kind: 'refused', code: fault.errorCode, description: withoutPaths(fault.description) };
}
