import { computed, signal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { onTheMinute } from './price';
import { connection } from './store';

const TICK_MS = 5_000;
const tick = signal(Date.now());

/** The store server's clock on this screen, told anew every few seconds. */
export const now = computed(() => tick.value);
/** The running minute; what depends on it is reckoned again once a minute only. */
export const minute = computed(() => onTheMinute(tick.value));

/** Keeps the clock going while the till is open. */
export function useClock(): void {
  const line = connection.value;
  useEffect(() => {
    const read = () => (tick.value = line?.serverNow() ?? Date.now());
    read();
    const timer = setInterval(read, TICK_MS);
    return () => clearInterval(timer);
  }, [line]);
}
