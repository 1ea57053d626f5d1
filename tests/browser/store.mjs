// The real store server and HQ, started as a person starts the demo, on ports and in a folder of their own.
import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

const ROOT = new URL('../..', import.meta.url).pathname;
const BIN = process.env['COMANDA_BIN'] ?? join(ROOT, 'target/debug/comanda');

/** How long the demo may take to be ready, on a busy machine and unoptimised. */
const READY_WITHIN_MS = 60_000;
/** How long the demo may take to stop after being asked to: at rest a fraction of a second. */
export const STOP_WITHIN_MS = 15_000;

/**
 * @typedef {object} Ready What the demo says on the line that ends its start.
 * @property {string} store_url Address of the store server.
 * @property {string} hq_url Address of HQ.
 * @property {string | null} second_store_url Address of the second store, if there is one.
 * @property {string} pairing_code
 * @property {{ names: { zh: string, en: string }, role: string, pin: string }[]} staff
 */

/** A running demo. */
export class Demo {
  /**
   * @param {import('node:child_process').ChildProcess} child
   * @param {string} dir
   * @param {Ready} ready
   * @param {string[]} log
   */
  constructor(child, dir, ready, log) {
    this.child = child;
    this.dir = dir;
    this.store = ready.store_url.replace(/\/$/, '');
    this.hq = ready.hq_url.replace(/\/$/, '');
    this.secondStore = (ready.second_store_url ?? '').replace(/\/$/, '');
    this.pairingCode = ready.pairing_code;
    this.staff = ready.staff;
    /** What the demo printed, for a failed test to show. */
    this.log = log;
  }

  /**
   * The PIN of somebody.
   * @param {string} name Their English name.
   * @returns {string}
   */
  pinOf(name) {
    const found = this.staff.find((one) => one.names.en === name);
    if (found === undefined) throw new Error(`nobody is called ${name}`);
    return found.pin;
  }

  /** Stops the process in its tracks, as a machine does that hangs: connections stay open and silent. */
  freeze() {
    this.child.kill('SIGSTOP');
  }

  /** Lets it go on. */
  thaw() {
    this.child.kill('SIGCONT');
  }

  /** Ends the process as a cut of the power does, and starts it again on the same data and the same addresses. */
  async restart() {
    const end = ended(this.child);
    this.child.kill('SIGKILL');
    await end;
    const child = launchDemo(this.dir, [], this.log);
    this.child = child;
    await readyLine(child, this.log);
  }

  /**
   * Ends the demo, clears its folder, and tells how long the end took.
   * @returns {Promise<{ ms: number, code: number | null, signal: NodeJS.Signals | null }>}
   */
  async stop() {
    this.thaw();
    const began = performance.now();
    const end = ended(this.child);
    this.child.kill('SIGTERM');
    const impatience = setTimeout(() => this.child.kill('SIGKILL'), STOP_WITHIN_MS * 2);
    const { code, signal } = await end;
    clearTimeout(impatience);
    await rm(this.dir, { recursive: true, force: true });
    return { ms: performance.now() - began, code, signal };
  }
}

/** The HQ of a demo, in a process of its own. */
export class Headquarters {
  /** @type {Running | null} */
  #child = null;

  /** @param {Demo} demo */
  constructor(demo) {
    this.demo = demo;
  }

  /** Starts it, again on the same data. */
  async start() {
    this.#child = launchDemo(this.demo.dir, ['--only', 'hq', '--second-store'], this.demo.log);
    await readyLine(this.#child, this.demo.log);
  }

  /** Ends it as a cut of the power does. */
  async cut() {
    if (this.#child === null) return;
    const end = ended(this.#child);
    this.#child.kill('SIGKILL');
    await end;
  }
}

/**
 * Starts a demo of its own and waits until it says that it is ready.
 * @param {string[]} [more] What else it is told.
 * @returns {Promise<Demo>}
 */
export async function startDemo(more = []) {
  const dir = await mkdtemp(join(tmpdir(), 'comanda-browser-'));
  const places = ['--store-listen', '127.0.0.1:0', '--hq-listen', '127.0.0.1:0'];
  /** @type {string[]} */
  const log = [];
  const child = launchDemo(dir, [...places, ...more], log);
  const ready = await readyLine(child, log).catch(async (error) => {
    child.kill('SIGKILL');
    await rm(dir, { recursive: true, force: true });
    throw error;
  });
  return new Demo(child, dir, ready, log);
}

/** @typedef {import('node:child_process').ChildProcessByStdio<null, import('node:stream').Readable, import('node:stream').Readable>} Running */

/**
 * @param {string} dir
 * @param {string[]} places Where it listens; kept in its folder, so that it needs to be told once.
 * @param {string[]} log
 * @returns {Running}
 */
function launchDemo(dir, places, log) {
  const child = spawn(BIN, ['demo', '--dir', dir, ...places, '--no-browser-hint', '--json'], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  child.stderr.on('data', (/** @type {Buffer} */ piece) => log.push(piece.toString()));
  return child;
}

/**
 * @param {Running} child
 * @param {string[]} log
 * @returns {Promise<Ready>}
 */
function readyLine(child, log) {
  return new Promise((found, fail) => {
    const give = (/** @type {string} */ why) => fail(new Error(`${BIN} demo ${why}\n${log.join('')}`));
    const timer = setTimeout(() => give(`was not ready within ${READY_WITHIN_MS} ms`), READY_WITHIN_MS);
    child.once('error', (error) => give(`did not start (build it first): ${error.message}`));
    child.once('exit', (code) => give(`ended with ${code} before it was ready`));
    createInterface({ input: child.stdout }).on('line', (line) => {
      log.push(`${line}\n`);
      if (!line.startsWith('{')) return;
      /** @type {Ready} */
      const ready = JSON.parse(line);
      if (ready.store_url === undefined) return;
      clearTimeout(timer);
      found(ready);
    });
  });
}

/**
 * @param {import('node:child_process').ChildProcess} child
 * @returns {Promise<{ code: number | null, signal: NodeJS.Signals | null }>}
 */
function ended(child) {
  if (child.exitCode !== null || child.signalCode !== null)
    return Promise.resolve({ code: child.exitCode, signal: child.signalCode });
  return new Promise((done) => child.once('exit', (code, signal) => done({ code, signal })));
}
