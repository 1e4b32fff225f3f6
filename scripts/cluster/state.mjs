// @ts-check
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * @typedef {object} ServerRecord
 * @property {string} name
 * @property {import('./ports.mjs').ServerPorts} ports
 * @property {import('./process.mjs').ProcessIdentity} [process] the last one that was started
 */

/**
 * @typedef {object} ClusterState what a crash of the parent must not lose
 * @property {string} clusterName
 * @property {ServerRecord[]} servers
 */

/** @param {string} dir of the cluster */
export const stateFile = (dir) => join(dir, 'state.json');

/**
 * @param {string} file
 * @returns {ClusterState | undefined} undefined when there is none
 */
export function readState(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code === 'ENOENT') return undefined;
    throw error;
  }
}

/**
 * Writes the state. At once and in one piece, so that whoever reads it after a crash finds every started process.
 * @param {string} file
 * @param {ClusterState} state
 */
export function writeState(file, state) {
  writeFileSync(`${file}.new`, `${JSON.stringify(state, null, 2)}\n`, { mode: 0o600 });
  renameSync(`${file}.new`, file);
}
