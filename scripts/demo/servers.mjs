// @ts-check
/**
 * @param {readonly import('../cluster/server.mjs').ServerInfo[]} servers
 * @returns {string} such as `n1 to n5 in C1`
 */
export function describeServers(servers) {
  const members = servers.filter(({ kind }) => kind === 'member');
  const leafs = servers.filter(({ kind }) => kind === 'leaf');
  const clusters = [...new Set(members.map(({ cluster }) => cluster))].map((cluster) => {
    const names = members.filter((server) => server.cluster === cluster).map(({ name }) => name);
    return `${range(names)} in ${cluster}`;
  });
  return [...clusters, ...(leafs.length === 0 ? [] : [`leaf node ${leafs.map(({ name }) => name).join(', ')}`])].join(
    '; ',
  );
}

/** @param {readonly string[]} names */
function range(names) {
  const [first = '', ...others] = names;
  const numbers = names.map((name) => Number(/\d+/.exec(name)?.[0]));
  const counts = others.length > 1 && numbers.every((number, index) => number === (numbers[0] ?? NaN) + index);
  return counts ? `${first} to ${others.at(-1)}` : names.join(', ');
}
