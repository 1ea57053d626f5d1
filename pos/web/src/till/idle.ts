import { useEffect } from 'preact/hooks';
import { panel } from './panel';
import { connection } from './store';

/** A till that nobody touches for this long locks itself; the slip stays on the desk. */
export const IDLE_LOCK_MS = 180_000;
const LOOK_EVERY_MS = 5_000;

/** Signs out after `IDLE_LOCK_MS` without a touch or a key, unless a sheet is open: somebody is in the middle of it. */
export function useIdleLock(): void {
  useEffect(() => {
    let touchedAt = performance.now();
    const touched = () => (touchedAt = performance.now());
    const look = setInterval(() => {
      if (panel.peek().type !== 'none') touched();
      else if (performance.now() - touchedAt >= IDLE_LOCK_MS) connection.peek()?.signOut();
    }, LOOK_EVERY_MS);
    window.addEventListener('pointerdown', touched, { passive: true });
    window.addEventListener('keydown', touched, { passive: true });
    return () => {
      clearInterval(look);
      window.removeEventListener('pointerdown', touched);
      window.removeEventListener('keydown', touched);
    };
  }, []);
}
