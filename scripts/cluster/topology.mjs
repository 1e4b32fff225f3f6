// @ts-check
/**
 * @typedef {object} Place where a server stands
 * @property {'member' | 'leaf'} kind a member of the meta group, or a leaf node with a JetStream domain of its own
 * @property {string} cluster as the server tells it: one that is in no cluster gives its own name
 * @property {string} [domain] JetStream domain; members have none
 * @property {string[]} tags
 */

/**
 * @typedef {object} Topology
 * @property {string} name of the whole
 * @property {string[]} names of the servers that it starts with
 * @property {string[]} clusters names; more than one are joined by gateways
 * @property {(name: string) => Place} placeOf throws when the name does not tell where the server belongs
 */

/**
 * One cluster.
 * @param {string} clusterName
 * @param {string[]} [names] `n1` to `n5` unless told
 * @returns {Topology}
 */
export function oneCluster(clusterName, names = ['n1', 'n2', 'n3', 'n4', 'n5']) {
  return {
    name: clusterName,
    names,
    clusters: [clusterName],
    placeOf: (name) => ({ kind: 'member', cluster: clusterName, tags: zoneOf(name) }),
  };
}

const joined = ['c1', 'c2'];

/**
 * Two clusters of three servers each, joined by gateways into one meta group of six, and a leaf node at `c1`. A server's name
 * tells where it stands: `n4-c2` would join `c2`, `leaf2` would be a leaf node, too.
 * @param {string[]} [names] `n1-c1` to `n3-c1`, `n1-c2` to `n3-c2` and `leaf1` unless told
 * @returns {Topology}
 */
export function superCluster(names) {
  return {
    name: joined.join('+'),
    names: names ?? [...joined.flatMap((cluster) => [1, 2, 3].map((n) => `n${n}-${cluster}`)), 'leaf1'],
    clusters: joined,
    placeOf: (name) => {
      const [, leaf] = /^leaf(\d+)$/.exec(name) ?? [];
      if (leaf !== undefined) return { kind: 'leaf', cluster: name, domain: `edge${leaf}`, tags: ['edge'] };
      const cluster = joined.find((one) => name.endsWith(`-${one}`));
      if (cluster !== undefined) return { kind: 'member', cluster, tags: zoneOf(name) };
      throw new Error(`${name} tells no place: servers are named like n4-c1 or n4-c2, leaf nodes like leaf2`);
    },
  };
}

/**
 * By the name and not by its turn, so that a server keeps its zone whichever others come and go.
 * @param {string} name
 */
const zoneOf = (name) => [`az:${'abc'[(Number(/\d+/.exec(name)?.[0] ?? 1) + 2) % 3]}`];
