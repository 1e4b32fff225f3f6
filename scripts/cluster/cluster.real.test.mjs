// @ts-check
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ensureNatsServer } from '../nats-server/ensure.mjs';
import { startCluster } from './cluster.mjs';
import { identify, isRunning, signalProcess } from './process.mjs';
import { request } from './request.mjs';
import { readState, stateFile } from './state.mjs';
import { waitFor } from './wait.mjs';

/** @type {string} */
let binary;
beforeAll(async () => {
  binary = (await ensureNatsServer({ version: '2.15.1' })).path;
}, 120_000);

describe('a cluster of five', () => {
  /** @type {import('./cluster.mjs').Cluster} */
  let cluster;
  beforeAll(async () => {
    cluster = await startCluster({ binary });
    await cluster.waitUntilHealthy();
  });
  afterAll(() => cluster.dispose());

  /** @param {string} name @param {(answers: boolean) => boolean} wanted */
  const untilAnswering = (name, wanted) =>
    waitFor(async () => wanted(await cluster.monitor(name, '/varz', 300).then(Boolean, () => false)), { what: name });

  /** Names that the meta leader takes for current members. */
  const currentMembers = async () => {
    const leader = await cluster.waitForMetaLeader();
    const { meta_cluster: meta } = await cluster.monitor(leader, '/jsz');
    /** @type {{ name: string, current: boolean }[]} */
    const others = meta.replicas;
    return [leader, ...others.filter((one) => one.current && one.name !== leader).map(({ name }) => name)].sort();
  };
  const five = ['n1', 'n2', 'n3', 'n4', 'n5'];
  const untilFive = () =>
    waitFor(async () => (await currentMembers()).join() === five.join(), { what: 'five current members' });

  test('five servers elect a meta leader, spread over three zones', async () => {
    await untilFive();
    expect(cluster.servers.map((server) => server.tags[0])).toEqual(['az:a', 'az:b', 'az:c', 'az:a', 'az:b']);
  });

  test('the administrator reaches the accounts through imports, the observer asks every server', async () => {
    const { clientPort } = cluster.server('n1');
    const info = await request(clientPort, cluster.logins.admin, 'ORDERS.$JS.API.INFO');
    expect(info.type).toBe('io.nats.jetstream.api.v1.account_info_response');
    // The observer is for WebSocket only.
    await expect(request(clientPort, cluster.logins.observer, '$SYS.REQ.SERVER.PING.VARZ')).rejects.toThrow(
      /Authorization/,
    );
  });

  test('kill: the survivors choose another meta leader', async () => {
    const leader = await cluster.waitForMetaLeader();
    await cluster.kill(leader);
    expect(cluster.server(leader)).toMatchObject({ state: 'stopped', pid: undefined });
    expect(await cluster.waitForMetaLeader()).not.toBe(leader);
    await cluster.start(leader);
    await untilFive();
    await cluster.waitUntilHealthy();
  });

  test('stop: the meta leader says offline', async () => {
    const follower = cluster.servers.find((server) => server.name !== 'n1')?.name ?? '';
    await cluster.stop(follower);
    await waitFor(
      async () => {
        const leader = await cluster.waitForMetaLeader();
        const { meta_cluster: meta } = await cluster.monitor(leader, '/jsz');
        return meta.replicas?.find((/** @type {{ name: string }} */ replica) => replica.name === follower)?.offline;
      },
      { what: `${follower} is offline` },
    );
    await cluster.start(follower);
  });

  test('freeze and thaw: the process stays and says nothing', async () => {
    await cluster.freeze('n2');
    expect(cluster.server('n2').state).toBe('frozen');
    await untilAnswering('n2', (answers) => !answers);
    await expect(cluster.stop('n2')).rejects.toThrow('thaw it first');
    await cluster.thaw('n2');
    await untilAnswering('n2', (answers) => answers);
  });

  /** Names that the meta leader knows, current or not. */
  const knownMembers = async () => {
    const leader = await cluster.waitForMetaLeader();
    const { meta_cluster: meta } = await cluster.monitor(leader, '/jsz');
    const names = meta.replicas.map((/** @type {{ name: string }} */ replica) => replica.name);
    return [...new Set([...names, leader])].sort();
  };

  /** @param {readonly string[]} names */
  const untilKnown = (names) =>
    waitFor(async () => (await knownMembers()).join() === names.join(), { what: `${names.join()} alone are known` });

  test('add and at once remove: both have happened when they return', async () => {
    await untilFive();
    await cluster.add('n6');
    await waitFor(async () => (await currentMembers()).includes('n6'), { what: 'n6 is a current member' });
    await cluster.remove('n6');
    await untilKnown(five);
    expect(existsSync(`${cluster.dir}/n6`)).toBe(false);
    await expect(cluster.add('n6')).rejects.toThrow('use another name');
  });

  test.each(['killed', 'frozen'])('remove: a %s server leaves the meta group, too', async (how) => {
    const name = `n-${how}`;
    await cluster.add(name);
    await (how === 'killed' ? cluster.kill(name) : cluster.freeze(name));
    await cluster.remove(name);
    await untilKnown(five);
    expect(cluster.servers.map((server) => server.name)).not.toContain(name);
  });

  test('remove: the meta leader may be the one that goes', async () => {
    await cluster.add('n7');
    const placement = { placement: { preferred: 'n7' } };
    const leads = async () => {
      const leader = await cluster.waitForMetaLeader();
      if (leader === 'n7') return true;
      await request(cluster.server(leader).clientPort, cluster.logins.admin, '$JS.API.META.LEADER.STEPDOWN', placement);
      return (await cluster.waitForMetaLeader()) === 'n7';
    };
    await waitFor(leads, { what: 'n7 leads the meta group' });
    await cluster.remove('n7');
    await untilKnown(five);
  });

  test('a pid that belongs to something else is not signalled', async () => {
    const bystander = spawn('sleep', ['60'], { stdio: 'ignore' });
    const identity = identify(bystander.pid ?? 0);
    expect(() => signalProcess({ ...identity, startTime: '1' }, 'SIGKILL')).toThrow('left alone');
    expect(() => signalProcess({ ...identity, command: 'nats-server -c x' }, 'SIGKILL')).toThrow('left alone');
    expect(isRunning(identity)).toBe(true);
    signalProcess(identity, 'SIGKILL');
    await once(bystander, 'exit');
    expect(signalProcess(identity, 'SIGKILL')).toBe(false);
  });

  test('unknown and impossible requests say what is wrong', async () => {
    await expect(cluster.kill('n9')).rejects.toThrow('there is no server n9');
    await expect(cluster.start('n1')).rejects.toThrow('n1 is running already');
    await expect(cluster.add('../x')).rejects.toThrow('cannot be the name');
  });
});

test('the state is for its owner only, and two clusters stand side by side', async () => {
  const both = await Promise.all(
    ['C1', 'C2'].map((clusterName) => startCluster({ binary, names: ['n1'], clusterName })),
  );
  const pids = both.map((cluster) => readState(stateFile(cluster.dir))?.servers[0]?.process?.pid);
  expect(pids).toEqual(both.map((cluster) => cluster.server('n1').pid));
  await Promise.all(both.map((cluster) => cluster.dispose()));
  expect(both.some((cluster) => existsSync(cluster.dir))).toBe(false);
});

test('a server that cannot start says why', async () => {
  await expect(startCluster({ binary, names: ['n1'], extraConfig: 'no_such_field: 1' })).rejects.toThrow(
    /unknown field/,
  );
});

describe('a parent killed by SIGKILL', () => {
  /** Starts a cluster, with one server frozen, in a process of its own. */
  async function parentOfTwo() {
    const library = new URL('./cluster.mjs', import.meta.url).href;
    const program = `
      const { startCluster } = await import(${JSON.stringify(library)});
      const cluster = await startCluster({ binary: ${JSON.stringify(binary)}, names: ['n1', 'n2'] });
      await cluster.freeze('n2');
      console.log(cluster.dir);
      setInterval(() => {}, 60_000);`;
    const parent = spawn(process.execPath, ['--input-type=module', '-e', program], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const [dir] = await once(createInterface(parent.stdout), 'line');
    const processes = readState(stateFile(dir))?.servers.flatMap((server) => server.process ?? []) ?? [];
    expect(processes.map(isRunning)).toEqual([true, true]);
    return { dir, processes, kill: () => parent.kill('SIGKILL') };
  }

  test('leaves no server behind, a frozen one neither, and no folder', async () => {
    const { dir, processes, kill } = await parentOfTwo();
    kill();
    await waitFor(() => !processes.some(isRunning), { what: 'the servers have ended' });
    await waitFor(() => !existsSync(dir), { what: 'their folder is removed' });
  });

  test('leaves no server behind either when the folder goes first', async () => {
    const { dir, processes, kill } = await parentOfTwo();
    // Its servers still write there.
    rmSync(dir, { recursive: true, force: true, maxRetries: 20 });
    kill();
    await waitFor(() => !processes.some(isRunning), { what: 'the servers have ended' });
  });
});

test('servers left by an earlier run in the same folder are ended, a foreign process recorded there is not', async () => {
  const first = await startCluster({ binary, names: ['n1'] });
  const bystander = spawn('sleep', ['60'], { stdio: 'ignore' });
  const file = stateFile(first.dir);
  const kept = readFileSync(file, 'utf8');
  const state = JSON.parse(kept);
  state.servers.push({ ...state.servers[0], name: 'n2', process: { ...state.servers[0].process, pid: bystander.pid } });
  writeFileSync(file, JSON.stringify(state));
  const leftOver = state.servers[0].process;
  const second = await startCluster({ binary, names: ['n1'], dir: first.dir });
  expect(isRunning(leftOver)).toBe(false);
  expect(bystander.exitCode).toBe(null);
  bystander.kill();
  await second.dispose();
  await first.dispose();
});
