// @ts-check
import { execFileSync } from 'node:child_process';

/**
 * @param {string} binary of a nats-server
 * @returns {string} such as `2.15.1`
 */
export function serverVersion(binary) {
  const said = execFileSync(binary, ['--version'], { encoding: 'utf8' });
  const version = /v(\d+\.\d+\.\d+)/.exec(said)?.[1];
  if (version === undefined) throw new Error(`${binary} is no nats-server: it says ${said.trim()}`);
  return version;
}

/**
 * @param {string} version such as `2.15.1`
 * @param {number} major
 * @param {number} minor
 */
export function isAtLeast(version, major, minor) {
  const [ownMajor = 0, ownMinor = 0] = version.split('.').map(Number);
  return ownMajor > major || (ownMajor === major && ownMinor >= minor);
}
