import { openDB, type DBSchema, type IDBPDatabase } from 'idb';
import type { Command } from './protocol.gen';

/** Commands a device keeps without an answer. Past it a new one is refused on the spot, with a sentence. */
export const QUEUE_MAX = 100;
/** A browser whose storage does not answer within this must not keep an order from the kitchen. */
const SAVE_TIMEOUT_MS = 1_000;

/** A command and the id it keeps through every retry. */
export type Entry = { command_id: string; command: Command };

/** Where entries outlive the page. */
export type Store = {
  /** All entries in the order they were added. */
  all(): Promise<Entry[]>;
  /** Keeps one entry; when it resolves, a reload or a crash of the browser does not lose it. */
  put(entry: Entry): Promise<void>;
  /** Drops an answered entry. */
  remove(commandId: string): Promise<void>;
};

interface Schema extends DBSchema {
  commands: { key: number; value: Entry & { seat: string }; indexes: { command_id: string; seat: string } };
}

/** A store that lasts as long as the page: for tests, and for browsers without IndexedDB. */
export function memoryStore(): Store {
  const entries = new Map<string, Entry>();
  return {
    all: () => Promise.resolve([...entries.values()]),
    put: (entry) => {
      entries.set(entry.command_id, entry);
      return Promise.resolve();
    },
    remove: (commandId) => {
      entries.delete(commandId);
      return Promise.resolve();
    },
  };
}

/** The device's durable store in IndexedDB; `seat` keeps the commands of one page's device apart from another's. */
export function durableStore(seat: string): Store {
  let opened: Promise<IDBPDatabase<Schema>> | null = null;
  const database = () => (opened ??= openCommands());
  return {
    all: async () => {
      const found = await (await database()).getAllFromIndex('commands', 'seat', seat);
      return found.map(({ command_id, command }) => ({ command_id, command }));
    },
    put: async (entry) => {
      await (await database()).add('commands', { ...entry, seat });
    },
    remove: async (commandId) => {
      const db = await database();
      const key = await db.getKeyFromIndex('commands', 'command_id', commandId);
      if (key !== undefined) await db.delete('commands', key);
    },
  };
}

function openCommands(): Promise<IDBPDatabase<Schema>> {
  return openDB<Schema>('comanda', 1, {
    upgrade(db) {
      // The key counts up: ids of one millisecond do not sort in the order in which they were minted.
      const commands = db.createObjectStore('commands', { autoIncrement: true });
      commands.createIndex('command_id', 'command_id', { unique: true });
      commands.createIndex('seat', 'seat');
    },
  });
}

type Slot = Entry & { saved: boolean; sentAtMs: number | null; refusals: number; notBeforeMs: number };
const UNSENT = { sentAtMs: null, refusals: 0, notBeforeMs: 0 };

/**
 * The commands of this device that have no answer yet, in the order they were given.
 *
 * An entry is sent only after it is saved, only after everything before it was sent, and again after every new
 * connection, with the same id, until it is answered. Owns no socket and no clock.
 */
export class CommandQueue {
  private slots: Slot[] = [];
  private durable = true;

  constructor(private readonly store: Store) {}

  /** Takes back what an earlier page load left without an answer. */
  async restore(): Promise<void> {
    const left = await this.settle(this.store.all());
    const known = new Set(this.slots.map((slot) => slot.command_id));
    const older = (left ?? []).filter((entry) => !known.has(entry.command_id));
    this.slots = [...older.map((entry) => ({ ...entry, saved: true, ...UNSENT })), ...this.slots];
  }

  /** Commands without an answer. */
  get length(): number {
    return this.slots.length;
  }

  /** False once the browser failed to save an entry: what waits here does not outlive the page. */
  get outlivesPage(): boolean {
    return this.durable;
  }

  /** Whether this id still waits for its answer. */
  has(commandId: string): boolean {
    return this.slots.some((slot) => slot.command_id === commandId);
  }

  /** Adds an entry and saves it. `false`, and nothing kept, when `QUEUE_MAX` are already waiting. */
  async add(entry: Entry): Promise<boolean> {
    if (this.slots.length >= QUEUE_MAX) return false;
    const slot: Slot = { ...entry, saved: false, ...UNSENT };
    this.slots.push(slot);
    await this.settle(this.store.put(entry));
    slot.saved = true;
    return true;
  }

  /**
   * The entries to send at `nowMs`, oldest first, and marks them sent. Entries sent less than `againAfterMs` ago are
   * left alone; stops at the first that is still being saved or put off, so that nothing overtakes.
   */
  takeDue(nowMs: number, againAfterMs: number): Entry[] {
    const due: Entry[] = [];
    for (const slot of this.slots) {
      if (!slot.saved || nowMs < slot.notBeforeMs) break;
      if (slot.sentAtMs !== null && nowMs - slot.sentAtMs < againAfterMs) continue;
      slot.sentAtMs = nowMs;
      due.push({ command_id: slot.command_id, command: slot.command });
    }
    return due;
  }

  /** A new connection knows nothing of what was sent on the old one. */
  forgetSent(): void {
    for (const slot of this.slots) slot.sentAtMs = null;
  }

  /**
   * The store could not take this entry now: it is sent again, with the same id, `pauseMs(refusals so far)` from
   * `nowMs`, and what was given after it waits behind it.
   */
  putOff(commandId: string, nowMs: number, pauseMs: (refusals: number) => number): void {
    const slot = this.slots.find((one) => one.command_id === commandId);
    if (slot === undefined) return;
    slot.sentAtMs = null;
    slot.notBeforeMs = nowMs + pauseMs(slot.refusals);
    slot.refusals += 1;
  }

  /** Drops an entry that has its answer. */
  answered(commandId: string): void {
    this.slots = this.slots.filter((slot) => slot.command_id !== commandId);
    void this.settle(this.store.remove(commandId));
  }

  /** Waits for the store, but neither for ever nor with an exception: selling goes on without it. */
  private async settle<T>(work: Promise<T>): Promise<T | null> {
    const late = new Promise<null>((resolve) => setTimeout(resolve, SAVE_TIMEOUT_MS, null));
    const result = await Promise.race([work.then((value) => ({ value })), late]).catch(() => null);
    if (result === null) this.durable = false;
    return result?.value ?? null;
  }
}
