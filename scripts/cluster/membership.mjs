// @ts-check
/** The meta group, as its servers tell it over HTTP. A leaf node with a JetStream domain of its own is not in it. */
import { request } from './request.mjs';
import { waitFor } from './wait.mjs';

/** @typedef {import('./server.mjs').Server} Server */
/** @typedef {{ name: string, current: boolean }} Member */

/** @param {readonly Server[]} servers */
const running = (servers) => servers.filter(({ state, place }) => state === 'running' && place.kind === 'member');

/** @param {Server} server */
const askMeta = async (server) => (await server.monitor('/jsz', 2_000)).meta_cluster ?? {};

/**
 * @param {readonly Server[]} servers
 * @returns {Promise<Server | undefined>} the meta leader, when all that run name the same one and it is one of them
 */
export async function agreedMetaLeader(servers) {
  const asked = running(servers);
  const replies = await Promise.all(asked.map(askMeta));
  /** @type {Set<string>} */
  const leaders = new Set(replies.map((reply) => reply.leader ?? ''));
  return leaders.size === 1 ? asked.find(({ name }) => leaders.has(name)) : undefined;
}

/**
 * @param {() => readonly Server[]} servers
 * @param {number} timeoutMs milliseconds
 */
export function waitForMetaLeader(servers, timeoutMs) {
  return waitFor(() => agreedMetaLeader(servers()), { what: 'all running servers name one meta leader', timeoutMs });
}

/**
 * Waits until every running server finds itself healthy, and the meta leader takes each of them for a current member. A
 * young cluster has a leader before that, and one that is killed then was never a member.
 * @param {readonly Server[]} servers
 * @param {number} timeoutMs milliseconds
 */
export async function waitUntilHealthy(servers, timeoutMs) {
  const isHealthy = async (/** @type {Server} */ server) => (await server.monitor('/healthz', 2_000)).status === 'ok';
  const asked = servers.filter((server) => server.state === 'running');
  await Promise.all([
    ...asked.map((server) => waitFor(() => isHealthy(server), { what: `${server.name} is healthy`, timeoutMs })),
    waitFor(() => areMembers(servers, running(servers)), { what: 'all that run are current members', timeoutMs }),
  ]);
}

/**
 * @param {Server} leader of the meta group
 * @returns {Promise<Member[]>} its members by the word of its leader, itself included; `current` as the leader has heard
 */
async function membersOf(leader) {
  const { leader: name, replicas = [] } = await askMeta(leader);
  if (name !== leader.name) throw new Error(`${leader.name} leads the meta group no more`);
  return [{ name, current: true }, ...replicas.filter((/** @type {Member} */ replica) => replica.name !== name)];
}

/**
 * Waits until the meta leader takes a started server for a current member. Before, it can neither be given copies nor be
 * removed: the request is answered with "server is not a member of the cluster".
 * @param {() => readonly Server[]} servers
 * @param {string} name
 */
export async function waitUntilMember(servers, name) {
  const started = () => servers().filter((server) => server.name === name);
  await waitFor(() => areMembers(servers(), started()), {
    what: `${name}, which runs, is a current member of the meta group`,
  });
}

/**
 * @param {readonly Server[]} servers
 * @param {readonly Server[]} some of them
 */
async function areMembers(servers, some) {
  const leader = await agreedMetaLeader(servers);
  if (leader === undefined) return false;
  const current = new Set((await membersOf(leader)).filter((member) => member.current).map(({ name }) => name));
  return some.length > 0 && some.every(({ name }) => current.has(name));
}

/**
 * Servers that run and that the meta leader does not list, some seconds after there is one. In some starts (5 of 200) of three or
 * five servers of 2.10.27, one votes and follows, and its leader never hears of it, until it is started again.
 * @param {readonly Server[]} servers
 */
export async function leftOut(servers) {
  const found = async () => {
    const leader = await agreedMetaLeader(servers);
    if (leader === undefined) return undefined;
    const listed = new Set((await membersOf(leader)).map(({ name }) => name));
    return running(servers).filter(({ name }) => !listed.has(name));
  };
  const none = async () => (await found())?.length === 0;
  const whole = waitFor(none, { what: 'all that run are listed', timeoutMs: 5_000 });
  return whole.then(
    () => [],
    async () => (await found()) ?? [],
  );
}

/**
 * Takes a stopped server out of the meta group: asks until its leader knows it no more. Nothing is done about one that is no member.
 * @param {() => readonly Server[]} servers
 * @param {string} name
 * @param {import('./accounts.mjs').Login} admin
 */
export async function removeMember(servers, name, admin) {
  const isOut = async () => {
    const leader = await waitForMetaLeader(servers, 30_000);
    const isMember = async () => (await membersOf(leader)).some((member) => member.name === name);
    if (!(await isMember())) return true;
    const reply = await request(leader.ports.client, admin, '$JS.API.SERVER.REMOVE', { peer: name });
    if (reply.error) throw new Error(reply.error.description);
    return !(await isMember());
  };
  // The leader may change between two questions, and answers are lost.
  await waitFor(isOut, { what: `${name} is out of the meta group` });
}
