// @ts-check
import { connect, createServer } from 'node:net';

/** Passes connections on to another port of 127.0.0.1 while it is open. Like the servers, it does not keep this process alive. */
export class Relay {
  /** @type {Set<import('node:net').Socket>} both ends of each connection */
  #sockets = new Set();
  #isOpen = true;
  #listener;

  /** @param {number} target */
  constructor(target) {
    this.#listener = createServer({ noDelay: true }, (near) => this.#pass(near, target)).unref();
    /** @type {Promise<number>} where it listens */
    this.port = new Promise((resolve, reject) => {
      this.#listener.once('error', reject).listen(0, '127.0.0.1', () => {
        const address = this.#listener.address();
        if (address !== null && typeof address === 'object') resolve(address.port);
      });
    });
  }

  /** Ends every connection now, and each new one at once, until `open`. */
  shut() {
    this.#isOpen = false;
    for (const socket of this.#sockets) socket.destroy();
  }

  open() {
    this.#isOpen = true;
  }

  /** Ends for good. */
  async close() {
    await this.port;
    this.shut();
    await new Promise((resolve) => this.#listener.close(resolve));
  }

  /**
   * @param {import('node:net').Socket} near
   * @param {number} target
   */
  #pass(near, target) {
    if (!this.#isOpen) {
      near.destroy();
      return;
    }
    const far = connect({ host: '127.0.0.1', port: target, noDelay: true });
    near.pipe(far).pipe(near);
    this.#endWith(near, far);
    this.#endWith(far, near);
  }

  /**
   * @param {import('node:net').Socket} socket
   * @param {import('node:net').Socket} other
   */
  #endWith(socket, other) {
    this.#sockets.add(socket.unref());
    socket.on('error', () => {}); // the close that follows tells the other end
    socket.on('close', () => {
      this.#sockets.delete(socket);
      other.destroy();
    });
  }
}
