// @ts-check
/**
 * The guardian of one cluster: `node guard.mjs <state file> keep|remove`.
 *
 * It holds the end of a pipe whose other end is the parent's. When the parent ends, for whatever reason and also by
 * SIGKILL, the system closes the pipe; the guardian then ends every recorded server that still runs. It is a process of
 * its own, in its own session, because nothing inside the parent survives SIGKILL.
 */
import { rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { ForeignProcessError, isRunning, signalProcess } from './process.mjs';
import { readState } from './state.mjs';
import { waitFor } from './wait.mjs';

const [, , file = '', onEnd] = process.argv;

// Ctrl-C and a polite kill are for the parent; the guardian ends when the parent has ended.
for (const signal of /** @type {NodeJS.Signals[]} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) process.on(signal, () => {});

process.stdin.on('error', () => {});
process.stdin.once('close', () => void endEverything());
process.stdin.resume();

async function endEverything() {
  const processes = (readState(file)?.servers ?? []).flatMap((server) => server.process ?? []);
  for (const identity of processes) {
    try {
      // SIGKILL because it ends a frozen process, too.
      signalProcess(identity, 'SIGKILL');
    } catch (error) {
      if (!(error instanceof ForeignProcessError)) throw error;
    }
  }
  await waitFor(() => !processes.some(isRunning), { what: 'the servers have ended' });
  if (onEnd === 'remove') rmSync(dirname(file), { recursive: true, force: true });
}
