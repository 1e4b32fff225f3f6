// @ts-check
import { spawn } from 'node:child_process';
import { constants, setPriority } from 'node:os';
import { fileURLToPath } from 'node:url';

/** The checkout, without a slash at its end. */
export const root = fileURLToPath(new URL('../..', import.meta.url)).replace(/[\\/]$/, '');

/** Everything the project makes besides `dist`; ignored by git. */
export const cacheDirectory = `${root}/.cache`;

/**
 * @typedef {object} Options
 * @property {Record<string, string | undefined>} [env] beside this process's own
 * @property {number} [timeoutMs] milliseconds
 * @property {(line: string) => void} [onLine]
 * @property {boolean} [giveWay] it and what it starts run only when nothing else wants the cores
 */

/**
 * Runs a command in the checkout and collects what it prints.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {Options} [options]
 * @returns {Promise<{ code: number, stdout: string, output: string }>} `output` is stdout and stderr as they came; code 127: not found
 */
export function run(command, args, options = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd: root,
      env: { ...process.env, ...options.env },
      stdio: ['ignore', 'pipe', 'pipe'],
      timeout: options.timeoutMs,
    });
    if (options.giveWay && child.pid !== undefined) setPriority(child.pid, constants.priority.PRIORITY_LOW);
    let stdout = '';
    let output = '';
    let rest = '';
    /** @param {Buffer} chunk */
    const take = (chunk) => {
      output += chunk;
      const lines = (rest + chunk).split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) options.onLine?.(line);
    };
    child.stdout.on('data', (chunk) => {
      stdout += chunk;
      take(chunk);
    });
    child.stderr.on('data', take);
    child.on('error', (error) => resolve({ code: 127, stdout, output: output + error.message }));
    child.on('close', (code) => resolve({ code: code ?? 1, stdout, output }));
  });
}

/** `npm` and `npx` are scripts of their own on Windows. */
export const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';

/**
 * A program of the installed packages, by its file, so that no shell and no `npx` stand between.
 * @param {string} file below node_modules
 * @param {readonly string[]} args
 * @param {Parameters<typeof run>[2]} [options]
 */
export function runPackage(file, args, options) {
  return run(process.execPath, [`${root}/node_modules/${file}`, ...args], options);
}
