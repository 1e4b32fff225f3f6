import type { RestoreReport } from '../../domain/backup/backup';
import { isPartOf } from '../../domain/backup/holding';
import type { Command, Outcome } from '../../domain/command/command';
import type { StreamContent } from '../../domain/command/looked';
import { nameIn } from '../../domain/command/name-in';
import { streamKey, streamName, streamPlace, type StreamKey } from '../../domain/ids';
import type { DurationMs, ServerMs } from '../../domain/time';
import { ok } from '../../lib/result';
import { changeReply } from '../../wire/ops/change';
import { runAudited } from '../audited';
import type { PipeDeps } from '../deps';
import { lookFor } from '../look';
import { streamNamesPage } from '../../wire/stream-names';
import { askApi } from './ask';
import { planNow } from '../run';

type Left = NonNullable<RestoreReport['left']>;

/** A server gives a restore up when nothing came for 5 s (ms). */
const givenUpAfter: DurationMs = 6500;
/** A leader that has answered with an error is done (ms). */
const afterError: DurationMs = 500;
/** A stream that nobody leads does not answer; its name is still to be freed (ms). */
const silentFor: DurationMs = 8000;
const between: DurationMs = 500;
const deleteDeadline: DurationMs = 2500;

/** `JSStreamNotFoundErr` */
const streamNotFound = 10059;

/** What is known of one that did not come to its end. */
interface RestoreEnd {
  /** The leader has said that it failed. */
  readonly hasAnswered: boolean;
  /** When the last message of the backup came; `null`: there is none. */
  readonly newest: ServerMs | null;
}

/**
 * Takes away what a restore has left that did not come to its end. Servers do not: from five seconds after the request on, a
 * cluster keeps the name in its meta group, so that nobody can make a stream of it, and 2.15 keeps the messages that came.
 */
export async function clearRemains(
  deps: PipeDeps,
  command: Extract<Command, { kind: 'streamRestore' }>,
  { hasAnswered, newest }: RestoreEnd,
): Promise<Left> {
  const { account, domain, config, holding } = command;
  const stream = streamKey(domain, account, streamName(nameIn(config, 'name')));
  await pause(deps, hasAnswered ? afterError : givenUpAfter);
  for (let waited = 0; waited < silentFor; waited += between) {
    const looked = await lookFor(deps, { kind: 'streamAgainst', stream, config });
    if (looked.kind === 'streamAgainst') {
      const { held, content } = looked;
      // The name was free when the restore was taken. What is no part of it somebody else has made since.
      const isPart = content != null && isPartOf(content, holding) && !isNewer(content, newest);
      const isOurs = held.present === null || (isPart && held.differing.length === 0);
      return isOurs ? remove(deps, stream) : 'there';
    }
    await pause(deps, between);
  }
  // Deleted unseen only where the name is known to be there.
  const isThere = await isNamed(deps, stream);
  if (isThere === null) return 'unknown';
  return isThere ? remove(deps, stream) : 'nothing';
}

/** Messages come back with their times: one that came after all of those was published since, and nobody gave it up. */
function isNewer({ messages, lastTime = null }: StreamContent, newest: ServerMs | null): boolean {
  return lastTime === null ? messages !== 0 : newest === null || lastTime > newest;
}

/** Written down like any deletion. The pipe would refuse it: a name without a stream is reported by nobody. */
async function remove(deps: PipeDeps, stream: StreamKey): Promise<Left> {
  const plan = await planNow(deps, { kind: 'streamDelete', stream });
  const { request } = plan;
  if (request === null) return 'unknown';
  const state: { left: Left } = { left: 'unknown' };
  const startedAt = deps.clock.now();
  const ran = await runAudited(deps, plan, async () => {
    const answer = await deps.senders.change(request, deleteDeadline);
    const reply = answer.ok ? changeReply('streamDelete').read(answer.value.payload) : null;
    if (reply?.ok === true) state.left = 'removed';
    else if (reply?.error.kind === 'refused')
      state.left = reply.error.refusal.errorCode === streamNotFound ? 'nothing' : 'there';
    // 2.10 frees the name, and nobody is there to say so.
    else state.left = await isFree(deps, stream);
    const tookMs = deps.clock.now() - startedAt;
    const isGone = state.left === 'removed' || state.left === 'nothing';
    const outcome: Outcome = isGone
      ? { kind: 'verified', result: { kind: 'deleted' }, tookMs }
      : { kind: 'notVerified', reason: 'timeout' };
    return ok(outcome);
  });
  return ran.ok && ran.value.kind !== 'aborted' ? state.left : 'unknown';
}

/** Reads the names of the account until it is none of them. */
async function isFree(deps: PipeDeps, stream: StreamKey): Promise<Left> {
  let left: Left = 'unknown';
  for (let waited = 0; waited < silentFor; waited += between) {
    const isThere = await isNamed(deps, stream);
    if (isThere === false) return 'removed';
    if (isThere === true) left = 'there';
    await pause(deps, between);
  }
  return left;
}

/** `null`: not known. */
async function isNamed(deps: PipeDeps, stream: StreamKey): Promise<boolean | null> {
  const place = streamPlace(stream);
  for (let offset = 0; ;) {
    const page = await askApi(deps, place, ['STREAM', 'NAMES'], JSON.stringify({ offset }), streamNamesPage);
    if (!page.ok) return null;
    const { names, total } = page.value;
    if (names.includes(place.name)) return true;
    offset += names.length;
    if (offset >= total) return false;
    // Fewer than there are said to be.
    if (names.length === 0) return null;
  }
}

/** Not that of the job, which ends when it is stopped. */
function pause({ clock }: PipeDeps, ms: DurationMs): Promise<void> {
  return new Promise((resolve) => void clock.after(ms, resolve));
}
