// @ts-check
import { waitFor } from '../cluster/wait.mjs';

/** @typedef {{ api_error?: { code?: number, err_code?: number }, code?: string }} Refusal what the client library throws */

/** The server's words for "no suitable peers for placement" and "stream not found". */
const [noSuitablePeers, noStream] = [10005, 10059];
/** Of the client library: no reply in time, or nobody there to reply. */
const unanswered = ['TIMEOUT', '503'];
/** Of the API, for example while there is no meta leader. */
const unavailable = 503;

/**
 * Whether asking again may help. A young or loaded cluster drops a request now and then, or has nobody yet who hears it. And the
 * meta leader places copies on servers whose storage it has heard of, some time after they joined: nothing but its answer tells when.
 * A stream answers that it is made, and the meta leader may know of it a moment later (seen on 2.10).
 * @param {unknown} error
 */
export function mayPass(error) {
  const { api_error: refusal, code } = /** @type {Refusal} */ (error ?? {});
  if (refusal === undefined) return unanswered.includes(code ?? '');
  return [noSuitablePeers, noStream].includes(refusal.err_code ?? 0) || refusal.code === unavailable;
}

/**
 * Asks until there is an answer. Only for what may be asked twice: to create once more what is there as wanted changes nothing.
 * @template T
 * @param {string} what for the error
 * @param {() => Promise<T>} ask
 * @param {number} [timeoutMs] milliseconds, 60,000 unless told
 * @returns {Promise<T>} rejects at once with an answer that will not change
 */
export async function askUntilAnswered(what, ask, timeoutMs = 60_000) {
  const outcome = await waitFor(
    () =>
      ask().then(
        (value) => ({ value }),
        (error) => {
          if (mayPass(error)) throw error;
          return { error };
        },
      ),
    { what, timeoutMs },
  );
  if ('error' in outcome) throw outcome.error;
  return outcome.value;
}
