import { signal } from '@preact/signals';

/** Why the last tender was not taken; said in the sheet, because a toast would lie under it. */
export const trouble = signal<string | null>(null);
