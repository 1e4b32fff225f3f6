// @ts-check
import { Relay } from './relay.mjs';

/** @typedef {import('./server.mjs').Server} Server */

/**
 * @typedef {object} RouteAddresses
 * @property {string} advertise where a server tells others that it is
 * @property {string[]} urls where it finds them
 */

/**
 * The routes of a cluster, each through a relay of its own, so that one can be cut while all others stay. A server dials every
 * other one at an address that only it is told. By gossip it would find the direct one, therefore each server advertises an
 * address at which nobody answers: what is found by gossip is dialled once, and given up.
 */
export class SeparateRoutes {
  /** @type {Map<string, Relay>} by who dials and who is dialled */
  #relays = new Map();
  /** @type {Set<string>} pairs, in both orders */
  #cut = new Set();
  #nobody = new Relay(0);

  constructor() {
    this.#nobody.shut();
  }

  /**
   * What a server is told of its routes. Its own address stays in the list: by the length of the list a new meta group knows
   * how many members to wait for.
   * @param {Server} server
   * @param {readonly Server[]} others all of its cluster, this one included
   * @returns {Promise<RouteAddresses>}
   */
  async of(server, others) {
    const ports = others.map((other) => (other === server ? other.ports.route : this.#relay(server, other).port));
    const urls = (await Promise.all(ports)).map((port) => `nats://${addressOf(port)}`);
    return { advertise: addressOf(await this.#nobody.port), urls };
  }

  /**
   * @param {string} a
   * @param {string} b
   */
  cut(a, b) {
    for (const pair of [pairOf(a, b), pairOf(b, a)]) {
      this.#cut.add(pair);
      this.#relays.get(pair)?.shut();
    }
  }

  /**
   * @param {string} a
   * @param {string} b
   */
  join(a, b) {
    for (const pair of [pairOf(a, b), pairOf(b, a)]) {
      this.#cut.delete(pair);
      this.#relays.get(pair)?.open();
    }
  }

  /**
   * Ends the routes of a server that goes for good; another one of its name is joined to all again.
   * @param {string} name
   */
  async forget(name) {
    for (const pair of this.#cut) if (pair.split(' ').includes(name)) this.#cut.delete(pair);
    const ended = [...this.#relays].filter(([pair]) => pair.split(' ').includes(name));
    for (const [pair] of ended) this.#relays.delete(pair);
    await Promise.all(ended.map(([, relay]) => relay.close()));
  }

  async close() {
    await Promise.all([this.#nobody, ...this.#relays.values()].map((relay) => relay.close()));
  }

  /**
   * @param {Server} from
   * @param {Server} to
   */
  #relay(from, to) {
    const pair = pairOf(from.name, to.name);
    const known = this.#relays.get(pair);
    if (known !== undefined) return known;
    const relay = new Relay(to.ports.route);
    if (this.#cut.has(pair)) relay.shut();
    this.#relays.set(pair, relay);
    return relay;
  }
}

/** @param {string} from @param {string} to */
const pairOf = (from, to) => `${from} ${to}`;

/** @param {number} port */
const addressOf = (port) => `127.0.0.1:${port}`;
