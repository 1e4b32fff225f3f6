// @ts-check
/**
 * Knows one process from another. A pid is used again by the system once its process has ended, so a recorded pid alone
 * must never be signalled: the start time and the command line have to be those that were recorded with it.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';

/**
 * @typedef {object} ProcessIdentity
 * @property {number} pid
 * @property {string} startTime as the system tells it: clock ticks since boot on Linux, a date elsewhere
 * @property {string} command the command line, arguments separated by one space
 */

/** @typedef {ProcessIdentity & { state: string }} ProcessInfo `state` is the letter that `ps` shows, such as `S` or `T` */

/** Thrown instead of signalling a process that is not the recorded one. */
export class ForeignProcessError extends Error {
  /** @param {number} pid */
  constructor(pid) {
    super(`process ${pid} is not the one that was started here: it is left alone`);
    this.name = 'ForeignProcessError';
  }
}

const hasProc = existsSync('/proc/self/stat');

/**
 * Reads what a pid is now.
 * @param {number} pid
 * @returns {ProcessInfo | undefined} undefined when no such process runs (one that ended but was not reaped counts as ended)
 */
export function readProcess(pid) {
  const info = hasProc ? readFromProc(pid) : readFromPs(pid);
  return info === undefined || info.state.startsWith('Z') || info.state.startsWith('X') ? undefined : info;
}

/**
 * @param {number} pid
 * @returns {ProcessInfo | undefined}
 */
function readFromProc(pid) {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The second field is the program's name in brackets and may hold spaces, so fields are counted from its end.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0').filter(Boolean).join(' ');
    return { pid, state: fields[0] ?? '', startTime: fields[19] ?? '', command };
  } catch {
    return undefined;
  }
}

/**
 * @param {number} pid
 * @returns {ProcessInfo | undefined}
 */
function readFromPs(pid) {
  try {
    const line = execFileSync('ps', ['-ww', '-o', 'state=,lstart=,command=', '-p', String(pid)], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    }).trim();
    const [state = '', ...words] = line.split(/\s+/);
    return { pid, state, startTime: words.slice(0, 5).join(' '), command: words.slice(5).join(' ') };
  } catch {
    return undefined;
  }
}

/**
 * Reads the identity of a process that was just started, to be recorded.
 * @param {number} pid
 * @returns {ProcessIdentity}
 */
export function identify(pid) {
  const info = readProcess(pid);
  // Ended already: an identity that nothing can equal, so that nothing is ever signalled through it.
  return { pid, startTime: info?.startTime ?? 'ended', command: info?.command ?? '' };
}

/**
 * @param {ProcessIdentity} identity
 * @returns {boolean} true while exactly the recorded process runs (a frozen one runs, too)
 */
export function isRunning(identity) {
  const info = readProcess(identity.pid);
  return info !== undefined && isSame(info, identity);
}

/**
 * Signals the recorded process and no other.
 * @param {ProcessIdentity} identity
 * @param {NodeJS.Signals} signal
 * @returns {boolean} false when the process has ended already
 */
export function signalProcess(identity, signal) {
  const info = readProcess(identity.pid);
  if (info === undefined) return false;
  if (!isSame(info, identity)) throw new ForeignProcessError(identity.pid);
  process.kill(identity.pid, signal);
  return true;
}

/**
 * @param {ProcessIdentity} a
 * @param {ProcessIdentity} b
 */
function isSame(a, b) {
  return a.startTime === b.startTime && a.command === b.command;
}
