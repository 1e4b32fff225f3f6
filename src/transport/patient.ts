import type { DurationMs } from '../domain/time';
import type { Result } from '../lib/result';
import type { Subject } from './subject';
import type { Reply, Transport, TransportError } from './transport';

/** How long each try waits (ms). */
const first: DurationMs = 1000;
const second: DurationMs = 3000;

/**
 * A request whose answer counts for a whole session, such as who we are: sent once more, and waited for longer, where no reply
 * came in time.
 */
export async function requestPatiently(
  transport: Pick<Transport, 'request'>,
  about: Subject,
  signal: AbortSignal,
): Promise<Result<Reply, TransportError>> {
  const answer = await transport.request(about, '', { deadlineMs: first, signal });
  if (answer.ok || answer.error.code !== 'timeout') return answer;
  return transport.request(about, '', { deadlineMs: second, signal });
}
