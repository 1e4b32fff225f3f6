// @ts-check
import { setTimeout as delay } from 'node:timers/promises';

/**
 * Waits until a condition holds. The check is asked again and again, never two at a time.
 * @template T
 * @param {() => T | Promise<T>} check holds as soon as it gives something truthy; one that throws does not hold yet
 * @param {object} options
 * @param {string} options.what what is waited for, for the error
 * @param {number} [options.timeoutMs] milliseconds, 30,000 unless told
 * @param {number} [options.intervalMs] milliseconds between two checks, 50 unless told
 * @returns {Promise<NonNullable<T>>} what the check gave
 */
export async function waitFor(check, { what, timeoutMs = 30_000, intervalMs = 50 }) {
  const deadline = performance.now() + timeoutMs;
  /** @type {unknown} */
  let lastError;
  for (;;) {
    try {
      const value = await check();
      if (value) return value;
      lastError = undefined;
    } catch (error) {
      lastError = error;
    }
    if (performance.now() > deadline) {
      const last = lastError instanceof Error ? ` (${lastError.message})` : '';
      throw new Error(`not within ${timeoutMs / 1000} s: ${what}${last}`, { cause: lastError });
    }
    await delay(intervalMs);
  }
}
