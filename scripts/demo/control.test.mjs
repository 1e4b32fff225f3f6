// @ts-check
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { askDemo, describeStatus, takeDemo } from './control.mjs';

/** @type {string} */
let folders;
/** @type {import('node:child_process').ChildProcess[]} */
let started;
beforeEach(() => {
  folders = mkdtempSync(join(tmpdir(), 'demo-'));
  started = [];
});
afterEach(async () => {
  for (const child of started.filter(({ exitCode, signalCode }) => exitCode === null && signalCode === null)) {
    child.kill('SIGKILL');
    await once(child, 'exit');
  }
  rmSync(folders, { recursive: true, force: true });
});

/** Takes a demo in a process of its own, as `npm start` does, and says which one. */
async function start() {
  const library = new URL('./control.mjs', import.meta.url).href;
  const program = `
    const { takeDemo } = await import(${JSON.stringify(library)});
    const { number } = await takeDemo(async ({ server }) => process.pid + ' ' + server, ${JSON.stringify(folders)});
    console.log(number);`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', program], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  started.push(child);
  const [line] = await once(createInterface(/** @type {import('node:stream').Readable} */ (child.stdout)), 'line');
  return { child, number: Number(line) };
}

const nobody = () => Promise.resolve('');

describe('the lock of the demo', () => {
  test('two starts at once get a folder each, and each obeys its own commands', async () => {
    const [one, two] = await Promise.all([start(), start()]);
    expect([one.number, two.number].sort()).toEqual([1, 2]);
    for (const { number, child } of [one, two]) {
      expect(await askDemo(number, { action: 'kill', server: 'n3' }, folders)).toEqual({
        ok: true,
        text: `${child.pid} n3`,
      });
    }
  });

  test('a demo that was killed holds its folder no more, also when two start at once then', async () => {
    const { child, number } = await start();
    child.kill('SIGKILL');
    await once(child, 'exit');
    expect(existsSync(`${folders}/${number}/control.sock`)).toBe(true);
    await expect(askDemo(number, { action: 'status' }, folders)).rejects.toThrow('demo 1 does not run');
    const both = await Promise.all([start(), start()]);
    expect(both.map((demo) => demo.number).sort()).toEqual([1, 2]);
  });

  test('a folder that is given back is the next one to be taken', async () => {
    const [first, second] = [await takeDemo(nobody, folders), await takeDemo(nobody, folders)];
    expect([first.number, second.number]).toEqual([1, 2]);
    first.release();
    const third = await takeDemo(nobody, folders);
    expect(third.folder).toBe(first.folder);
    second.release();
    third.release();
  });

  test('a path that is too long for a socket is refused: systems cut it off', async () => {
    await expect(takeDemo(nobody, `${folders}/${'x'.repeat(120)}`)).rejects.toThrow('too long a path');
  });

  test('a place where nothing can listen is an error, not the next folder', async () => {
    mkdirSync(`${folders}/1/control.sock`, { recursive: true });
    await expect(takeDemo(nobody, folders)).rejects.toThrow('control.sock');
  });
});

test('commands are obeyed one after the other, and what goes wrong is told', async () => {
  /** @type {string[]} */
  const log = [];
  const demo = await takeDemo(async ({ server = '' }) => {
    log.push(`${server} begins`);
    await new Promise((resolve) => setImmediate(resolve));
    log.push(`${server} ends`);
    if (server === 'n2') throw new Error('n2 is frozen');
    return server;
  }, folders);
  const ask = (/** @type {string} */ server) => askDemo(demo.number, { action: 'kill', server }, folders);
  const answers = await Promise.all([ask('n1'), ask('n2')]);
  expect(answers).toEqual([
    { ok: true, text: 'n1' },
    { ok: false, text: 'n2 is frozen' },
  ]);
  expect(log.map((line) => line.split(' ')[1])).toEqual(['begins', 'ends', 'begins', 'ends']);
  demo.release();
});

test('the status is a table, wide enough for its longest words', () => {
  const server = { pid: 7, clientPort: 1, domain: undefined, configPath: '', logPath: '', tags: ['az:a'] };
  const text = describeStatus({
    clusterName: 'c1-c2',
    version: '2.15.1',
    dir: '',
    metaLeader: undefined,
    servers: [
      { ...server, name: 'n1-c1', kind: 'member', cluster: 'c1', state: 'running', wsUrl: 'ws://a', monitorUrl: 'm' },
      {
        ...server,
        name: 'leaf1',
        kind: 'leaf',
        cluster: 'leaf1',
        state: 'stopped',
        pid: undefined,
        tags: [],
        wsUrl: 'ws://b',
        monitorUrl: 'm',
      },
    ],
  });
  expect(text).toBe(`c1-c2, nats-server 2.15.1, no meta leader that all running servers agree on
n1-c1  c1         running  7  az:a  ws://a  m
leaf1  leaf node  stopped  -        ws://b  m`);
});
