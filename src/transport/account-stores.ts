import { NatsError, type JetStreamClient, type NatsConnection } from 'nats.ws';
import type { DurationMs } from '../domain/time';
import { err, ok, type Result } from '../lib/result';
import { nativeOf } from './account-client';
import type { Transport, TransportError, Unsubscribe } from './transport';

/** Why a bucket did not do what was asked. */
export type StoreFault =
  | TransportError
  /** The server's error, or that of the client library. */
  | { readonly code: 'refused'; readonly errorCode: number | null; readonly description: string };

/** A bucket, and the prefix of the API under which its stream is found. */
export interface BucketPlace {
  readonly api: string;
  readonly bucket: string;
}

/** Requests of the library (ms); its default is that of the connection, which is never. */
const timeout: DurationMs = 5000;

/** Where a change cannot be told from a question: what was sent and not answered is unknown. */
export type Intent = 'read' | 'change';

export function jetstream(native: NatsConnection, api: string): JetStreamClient {
  return native.jetstream({ apiPrefix: api, timeout, checkAPI: false });
}

/** Runs while the connection lasts, and tells every error of the library by its kind. */
export async function guarded<T>(
  transport: Transport,
  intent: Intent,
  run: (native: NatsConnection) => Promise<T>,
): Promise<Result<T, StoreFault>> {
  const connected = nativeOf(transport);
  if (!connected.ok) return connected;
  const { link, native } = connected.value;
  // Else the link would keep everything that was ever read over it.
  let forget: Unsubscribe = () => undefined;
  const ended = new Promise<'ended'>((resolve) => (forget = link.onEnd(() => resolve('ended'))));
  try {
    const work = run(native);
    // It may fail after the end of the connection, when nobody waits for it any more.
    work.catch(() => undefined);
    const result = await Promise.race([work.then((value) => ({ value })), ended]);
    return result === 'ended' ? err(cutOff(intent)) : ok(result.value);
  } catch (error) {
    return err(faultOf(error, intent, link.maxPayload));
  } finally {
    forget();
  }
}

function cutOff(intent: Intent): StoreFault {
  return { code: intent === 'change' ? 'outcomeUnknown' : 'interrupted' };
}

function faultOf(error: unknown, intent: Intent, maxPayload: number): StoreFault {
  if (!(error instanceof Error)) return { code: 'refused', errorCode: null, description: '' };
  if (!(error instanceof NatsError)) return { code: 'refused', errorCode: null, description: error.message };
  const { api_error: api } = error;
  if (api !== undefined) return { code: 'refused', errorCode: api.err_code ?? null, description: api.description };
  switch (error.code) {
    case '503':
      return { code: 'noResponders' };
    case 'TIMEOUT':
      return intent === 'change' ? { code: 'outcomeUnknown' } : { code: 'timeout' };
    case 'CONNECTION_CLOSED':
    case 'CONNECTION_DRAINING':
    case 'DISCONNECT':
      return cutOff(intent);
    case 'PERMISSIONS_VIOLATION':
      return { code: 'denied', operation: 'publish' };
    case 'MAX_PAYLOAD_EXCEEDED':
      return { code: 'requestTooLarge', limitBytes: maxPayload };
    default:
      return { code: 'refused', errorCode: null, description: error.message };
  }
}
