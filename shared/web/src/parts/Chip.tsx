import type { ComponentChildren } from 'preact';

/** Filled for good, hollow for waiting, crossed for bad: a shape beside the colour. */
export type Dot = 'ok' | 'wait' | 'bad';

/** A short fact about state or freshness. */
export function Chip({ dot, children }: { dot?: Dot; children: ComponentChildren }) {
  return (
    <span class="chip">
      {dot && <i class={`dot ${dot}`} aria-hidden="true" />}
      <span>{children}</span>
    </span>
  );
}
