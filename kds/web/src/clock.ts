import type { Connection } from '@comanda/web';
import { signal, type ReadonlySignal } from '@preact/signals';

const STEP_MS = 1_000;

/** The store's clock as a signal that steps once a second. One for a page. */
export function ticking(connection: Connection): ReadonlySignal<number> {
  const now = signal(connection.serverNow());
  setInterval(() => {
    now.value = connection.serverNow();
  }, STEP_MS);
  return now;
}
