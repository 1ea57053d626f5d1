/** Something that is edited, and the steps to and fro. */
export type Steps<T> = { now: T; past: readonly T[]; future: readonly T[] };

/** Steps that can be undone at most; past it the oldest is forgotten. */
export const UNDO_MAX = 100;

/** Whether two things are the same, whatever the order of their fields. */
export function same(a: unknown, b: unknown): boolean {
  return a === b || canonical(a) === canonical(b);
}

function canonical(value: unknown): string {
  return JSON.stringify(value, (_, part: unknown) =>
    part !== null && typeof part === 'object' && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );
}

/** A beginning without steps. */
export function begun<T>(now: T): Steps<T> {
  return { now, past: [], future: [] };
}

/** A further step, which can be undone; none when nothing changed. */
export function step<T>(steps: Steps<T>, next: T): Steps<T> {
  if (same(next, steps.now)) return steps;
  return { now: next, past: [...steps.past, steps.now].slice(-UNDO_MAX), future: [] };
}

/** One step back. */
export function undo<T>(steps: Steps<T>): Steps<T> {
  const { now, past, future } = steps;
  const last = past.at(-1);
  return last === undefined ? steps : { now: last, past: past.slice(0, -1), future: [now, ...future] };
}

/** One step forth again. */
export function redo<T>(steps: Steps<T>): Steps<T> {
  const { now, past, future } = steps;
  const [next, ...later] = future;
  return next === undefined ? steps : { now: next, past: [...past, now], future: later };
}
