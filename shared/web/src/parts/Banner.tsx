import type { ComponentChildren } from 'preact';

type Props = { tone?: 'info' | 'warn' | 'bad'; action?: ComponentChildren; children: ComponentChildren };

/** A sentence across the screen that stays until its reason is gone. `bad` interrupts a screen reader. */
export function Banner({ tone = 'info', action, children }: Props) {
  return (
    <div class={`banner ${tone}`} role={tone === 'bad' ? 'alert' : 'status'}>
      <p>{children}</p>
      {action}
    </div>
  );
}
