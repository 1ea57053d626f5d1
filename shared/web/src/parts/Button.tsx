import type { ButtonHTMLAttributes } from 'preact';

/** `go` is the one next sensible thing on a screen; `danger` takes something away; `quiet` steps back. */
export type ButtonTone = 'plain' | 'go' | 'quiet' | 'danger';

type Props = Omit<ButtonHTMLAttributes, 'class'> & { tone?: ButtonTone; class?: string };

/** A button with a word on it, as large as the room asks for (56 px at the till, 64 px in the kitchen). */
export function Button({ tone = 'plain', class: extra = '', type = 'button', ...rest }: Props) {
  return <button {...rest} type={type} class={`btn ${tone} ${extra}`.trim()} />;
}
