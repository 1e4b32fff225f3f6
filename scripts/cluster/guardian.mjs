// @ts-check
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { isRunning, signalProcess } from './process.mjs';
import { readState, stateFile } from './state.mjs';
import { waitFor } from './wait.mjs';

const program = fileURLToPath(new URL('./guard.mjs', import.meta.url));

/**
 * Starts the process that ends the servers of a folder when this process has ended, however it did: see `guard.mjs`.
 * @param {string} folder
 * @param {'keep' | 'remove'} onEnd what becomes of the folder then
 */
export function startGuardian(folder, onEnd) {
  const guard = spawn(process.execPath, [program, folder, onEnd], {
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  guard.stdin.on('error', () => {}); // it ended before us: there is nothing to tell it
  guard.unref();
  /** @type {import('node:net').Socket} */ (/** @type {unknown} */ (guard.stdin)).unref();
  return {
    /** @param {import('./process.mjs').ProcessIdentity[]} processes all that it has to end */
    watch: (processes) => void guard.stdin.write(`${JSON.stringify(processes)}\n`),
    /** Lets it end what still runs, and waits for its own end. */
    async end() {
      if (guard.exitCode !== null) return;
      const ended = once(guard, 'exit');
      guard.ref();
      guard.stdin.destroy();
      await ended;
    },
  };
}

/**
 * Ends what an earlier run left in this folder. Its guardian may be at it just now.
 * @param {string} folder
 */
export async function endLeftOvers(folder) {
  const left = readState(stateFile(folder))?.servers.flatMap((server) => server.process ?? []) ?? [];
  for (const identity of left.filter(isRunning)) signalProcess(identity, 'SIGKILL');
  await waitFor(() => !left.some(isRunning), { what: 'the servers of an earlier run have ended' });
}
