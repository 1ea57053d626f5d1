import { computed, signal } from '@preact/signals';
import {
  connect,
  EMPTY_VIEW,
  type Command,
  type Connection,
  type Item,
  type Outcome,
  type Seat,
} from '@comanda/web';

/** The back office is a terminal like a till: it pairs as one and somebody signs in at it. */
export const SEAT: Seat = { view: 'till', station: null };

const line = signal<Connection | null>(null);

/** Opens the line to the store; called once this device is paired. Returns what closes it. */
export function openLine(): () => void {
  const made = connect(SEAT);
  line.value = made;
  return () => {
    made.close();
    line.value = null;
  };
}

/** The line to the store, or `null` before pairing. */
export const connection = computed(() => line.value);
/** What the store has told this page. */
export const view = computed(() => line.value?.view.value ?? EMPTY_VIEW);
export const catalogue = computed(() => view.value.catalogue);
export const store = computed(() => view.value.store);
export const staff = computed(() => view.value.staff);
export const floorPlan = computed(() => view.value.floorPlan);
/** Items of the published menu by id. */
export const items = computed<ReadonlyMap<string, Item>>(
  () => new Map((catalogue.value?.items ?? []).map((item) => [item.id, item])),
);

/** Gives the store a command. Resolves with the answer, however long that takes. */
export function give(command: Command): Promise<Outcome> {
  const open = line.peek();
  if (open !== null) return open.send(command);
  const message = 'This device is not paired.';
  return Promise.resolve({ type: 'refused', rejection: { code: 'not_signed_in' }, message });
}
