// @ts-check
/**
 * The guardian of one cluster: `node guard.mjs <folder> keep|remove`.
 *
 * It holds the end of a pipe whose other end is the parent's. Through it the parent tells which processes it has started,
 * one line of JSON with all of them each time. When the parent ends, for whatever reason and also by SIGKILL, the system
 * closes the pipe; the guardian then ends every one of them that still runs. It is a process of its own, in its own
 * session, because nothing inside the parent survives SIGKILL, and it reads no file, because the folder may go first.
 */
import { rmSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { ForeignProcessError, isRunning, signalProcess } from './process.mjs';
import { waitFor } from './wait.mjs';

const [, , folder = '', onEnd] = process.argv;

/** @type {import('./process.mjs').ProcessIdentity[]} */
let processes = [];

// Ctrl-C and a polite kill are for the parent; the guardian ends when the parent has ended.
for (const signal of /** @type {NodeJS.Signals[]} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) process.on(signal, () => {});

process.stdin.on('error', () => {});
createInterface(process.stdin)
  .on('line', (line) => (processes = JSON.parse(line)))
  .once('close', () => void endEverything());

async function endEverything() {
  for (const identity of processes) {
    try {
      // SIGKILL because it ends a frozen process, too.
      signalProcess(identity, 'SIGKILL');
    } catch (error) {
      if (!(error instanceof ForeignProcessError)) throw error;
    }
  }
  await waitFor(() => !processes.some(isRunning), { what: 'the servers have ended' });
  if (onEnd === 'remove') rmSync(folder, { recursive: true, force: true });
}
