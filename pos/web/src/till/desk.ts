import { computed, signal } from '@preact/signals';
import { readStored, writeStored, type TradeMode } from '@comanda/web';
import { store, view } from './store';

const MODE_KEY = 'comanda.till.mode';

function storedMode(): TradeMode | null {
  const stored = readStored(MODE_KEY);
  return stored === 'retail' || stored === 'restaurant' ? stored : null;
}

const mode = signal<TradeMode | null>(storedMode());

/** Whether this till sells what stands on the shelf: what was set here, else what the store is. */
export const retail = computed(() => (mode.value ?? store.value?.trade.mode) === 'retail');

/** Says for this device what it sells. */
export function setMode(next: TradeMode): void {
  mode.value = next;
  writeStored(MODE_KEY, next);
}

/** Whether the store has tables to show. */
export const hasTables = computed(() => (view.value.floorPlan?.tables ?? []).length > 0);
