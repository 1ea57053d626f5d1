import { signal } from '@preact/signals';
import { mintId } from '../id';
import { Button } from './Button';

/** How long a toast stays, and so how long an undo can be taken: 5 s. */
export const TOAST_MS = 5_000;
/** How long what changes the kitchen's order of work can be taken back: a rush. */
export const TAKE_BACK_MS = 3_000;
/** Toasts on screen at once; past it the oldest goes. */
export const TOASTS_MAX = 3;

/** A sentence that goes away by itself, with at most one thing to do about it. */
export type ToastMessage = {
  text: string;
  bad?: boolean;
  action?: { label: string; run: () => void };
  /** How long it stays, `TOAST_MS` unless given. */
  staysMs?: number;
};

const toasts = signal<readonly (ToastMessage & { id: string })[]>([]);

/** Shows a toast; returns what takes it away early. */
export function toast(message: ToastMessage): () => void {
  const id = mintId();
  const gone = () => {
    toasts.value = toasts.value.filter((one) => one.id !== id);
  };
  toasts.value = [...toasts.value, { ...message, id }].slice(-TOASTS_MAX);
  setTimeout(gone, message.staysMs ?? TOAST_MS);
  return gone;
}

/** Where toasts appear; `mount` puts one on every page. */
export function Toasts() {
  return (
    <div class="toasts" role="status">
      {toasts.value.map(({ id, text, bad, action }) => (
        <div class={bad ? 'toast bad' : 'toast'} key={id}>
          <p>{text}</p>
          {action && (
            <Button
              onClick={() => {
                toasts.value = toasts.value.filter((one) => one.id !== id);
                action.run();
              }}
            >
              {action.label}
            </Button>
          )}
        </div>
      ))}
    </div>
  );
}
