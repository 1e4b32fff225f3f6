// @ts-check
/** What may be written behind `npm start --` and `npm run cluster --`. */
import util from 'node:util';

export const startUsage = `npm start -- [--port 4173] [--super] [--fresh] [--quiet-cluster]

  --port           of the page; a free one is taken when it is in use
  --super          two clusters of three servers, joined by gateways, and a leaf node, instead of one of five
  --fresh          forget the data of the last start
  --quiet-cluster  no traffic, and no consumers that live with their client`;

export const clusterUsage = `npm run cluster -- status | kill n3 | stop n3 | freeze n3 | thaw n3 | start n3 | add n6 | remove n6 | reset

  status   every server with its process, and the meta leader
  kill     SIGKILL: gone at once, tells nobody       stop    SIGTERM: an orderly stop
  freeze   SIGSTOP: keeps its connections, silent    thaw    SIGCONT
  start    starts a killed or stopped server again, with its data
  add      one more server, such as n6; where two clusters run, such as n4-c1, n4-c2 or leaf2
  remove   stops a server, takes it out of the meta group, deletes its data
  reset    all servers anew, with fresh data
  --demo 2 acts on the second demo when two run`;

export const actions = /** @type {const} */ ([
  'status',
  'kill',
  'stop',
  'freeze',
  'thaw',
  'start',
  'add',
  'remove',
  'reset',
]);
/** @typedef {typeof actions[number]} Action */

/**
 * @typedef {object} StartOptions
 * @property {number} port of the page
 * @property {'one' | 'super'} topology
 * @property {boolean} fresh
 * @property {boolean} hasTraffic
 */

/**
 * @param {readonly string[]} words
 * @returns {StartOptions | 'help'} throws with what is wrong and what may be written
 */
export function startOptions(words) {
  const { values } = parse(words, startUsage, {
    help: { type: 'boolean', short: 'h' },
    port: { type: 'string', default: '4173' },
    super: { type: 'boolean' },
    fresh: { type: 'boolean' },
    'quiet-cluster': { type: 'boolean' },
  });
  if (values.help) return 'help';
  const port = wholeNumber(values.port, 0, 65_535);
  if (port === undefined) throw new Error(`--port wants a number from 0 to 65535, not ${values.port}\n\n${startUsage}`);
  const topology = values.super ? 'super' : 'one';
  return { port, topology, fresh: values.fresh === true, hasTraffic: values['quiet-cluster'] !== true };
}

/** @typedef {{ action: Action, server?: string }} Command */

/**
 * @param {readonly string[]} words
 * @returns {{ command: Command, demo: number | undefined } | 'help'} throws with what is wrong and what may be written
 */
export function clusterCommand(words) {
  const { values, positionals } = parse(words, clusterUsage, {
    help: { type: 'boolean', short: 'h' },
    demo: { type: 'string' },
  });
  const [word, server, ...rest] = positionals;
  if (values.help || word === undefined) return 'help';
  const action = actions.find((name) => name === word);
  /** @param {string} text @returns {never} */
  const refuse = (text) => {
    throw new Error(`${text}\n\n${clusterUsage}`);
  };
  if (action === undefined) return refuse(`there is no action ${word}`);
  const wantsServer = action !== 'status' && action !== 'reset';
  if (wantsServer && server === undefined)
    return refuse(`${action} wants a server, such as: npm run cluster -- ${action} n3`);
  if (!wantsServer && server !== undefined) return refuse(`${action} is for all servers, not for ${server}`);
  if (rest.length > 0) return refuse(`one server at a time, not ${[server, ...rest].join(' and ')}`);
  const demo = values.demo === undefined ? undefined : wholeNumber(values.demo, 1, 99);
  if (values.demo !== undefined && demo === undefined) return refuse(`--demo wants a number, not ${values.demo}`);
  return { command: { action, ...(server === undefined ? {} : { server }) }, demo };
}

/**
 * @template {NonNullable<import('node:util').ParseArgsConfig['options']>} T
 * @param {readonly string[]} words
 * @param {string} usage
 * @param {T} options
 */
function parse(words, usage, options) {
  try {
    return util.parseArgs({ args: [...words], options, allowPositionals: usage === clusterUsage });
  } catch (error) {
    // The first sentence tells what is wrong; the rest is about a rare case.
    const [sentence = ''] = /** @type {Error} */ (error).message.split('. ');
    throw new Error(`${sentence.replace(/\.$/, '')}\n\n${usage}`, { cause: error });
  }
}

/**
 * @param {string | undefined} text
 * @param {number} least
 * @param {number} most
 */
function wholeNumber(text = '', least, most) {
  const number = /^\d{1,5}$/.test(text) ? Number(text) : NaN;
  return number >= least && number <= most ? number : undefined;
}
