import type { Connection } from '@comanda/web';
import { computed, effect, signal, type ReadonlySignal } from '@preact/signals';

const STEP_MS = 1_000;

/** The store's clock as a signal that steps once a second, and at once when the store says how late it is. One for a page. */
export function ticking(connection: Connection): ReadonlySignal<number> {
  const now = signal(connection.serverNow());
  const offset = computed(() => connection.view.value.clockOffsetMs);
  // A tablet that is a day off would tell a day's age of every ticket until the next step.
  effect(() => {
    if (Number.isFinite(offset.value)) now.value = connection.serverNow();
  });
  setInterval(() => {
    now.value = connection.serverNow();
  }, STEP_MS);
  return now;
}
