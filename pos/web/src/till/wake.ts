import { useEffect } from 'preact/hooks';

type Lock = { release(): Promise<void> };

/** Keeps the screen awake while somebody is signed in, where the browser can (a secure page). */
export function useWakeLock(): void {
  useEffect(() => {
    let lock: Lock | null = null;
    let over = false;
    const take = () => {
      if (document.visibilityState !== 'visible' || !('wakeLock' in navigator)) return;
      navigator.wakeLock.request('screen').then(
        (taken) => {
          if (over) void taken.release();
          else lock = taken;
        },
        () => {
          // low battery, or not allowed: the device's own setting decides
        },
      );
    };
    take();
    document.addEventListener('visibilitychange', take);
    return () => {
      over = true;
      document.removeEventListener('visibilitychange', take);
      void lock?.release();
    };
  }, []);
}
