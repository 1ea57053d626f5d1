// The network cable between one device and its server, to be pulled: what is on the way stays on the way, as with a
// real one, and goes on when it is plugged in again. A browser's own offline switch leaves open connections alone.
import { once } from 'node:events';
import { connect, createServer } from 'node:net';

/** @typedef {import('node:net').Socket} Socket */

/** A cable that is plugged in. */
export class Cable {
  /** @type {Set<[Socket, Socket]>} Both ends of every connection that runs through it. */
  #pairs = new Set();
  #pulled = false;
  #server;

  /** @param {import('node:net').Server} server */
  constructor(server) {
    this.#server = server;
  }

  /**
   * A cable to the server at `url`.
   * @param {string} url
   */
  static async to(url) {
    const { hostname, port } = new URL(url);
    const server = createServer();
    const cable = new Cable(server);
    server.on('connection', (near) => cable.#carry(near, connect(Number(port), hostname)));
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return cable;
  }

  /** The address at this end of the cable. */
  get url() {
    const address = this.#server.address();
    if (address === null || typeof address === 'string') throw new Error('the cable is gone');
    return `http://127.0.0.1:${address.port}`;
  }

  /** Nothing passes any more, and nobody is told. */
  pull() {
    this.#pulled = true;
    for (const [near, far] of this.#pairs) {
      near.unpipe(far).pause();
      far.unpipe(near).pause();
    }
  }

  /** What waited passes, and all that comes. */
  plug() {
    this.#pulled = false;
    for (const [near, far] of this.#pairs) near.pipe(far).pipe(near);
  }

  /** Takes the cable away. */
  close() {
    this.#server.close();
    for (const pair of this.#pairs) for (const end of pair) end.destroy();
  }

  /**
   * @param {Socket} near
   * @param {Socket} far
   */
  #carry(near, far) {
    /** @type {[Socket, Socket]} */
    const pair = [near, far];
    this.#pairs.add(pair);
    for (const end of pair) {
      end.on('error', () => undefined); // a broken connection is closed next, and that is what counts
      end.on('close', () => {
        this.#pairs.delete(pair);
        for (const other of pair) other.destroy();
      });
    }
    if (!this.#pulled) near.pipe(far).pipe(near);
  }
}
