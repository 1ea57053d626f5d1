import type { ComponentChildren } from 'preact';

/** The red stamp: void, added, reprint, sold out, late. Always a word. */
export function Seal({ children }: { children: ComponentChildren }) {
  return <span class="seal">{children}</span>;
}
