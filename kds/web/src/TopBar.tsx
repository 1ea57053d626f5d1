import {
  Chip,
  clockTime,
  dictionary,
  HeardChip,
  LanguageSwitch,
  soundAllowed,
  ThemeSwitch,
  type Connection,
} from '@comanda/web';
import type { ReadonlySignal } from '@preact/signals';
import type { ComponentChildren } from 'preact';

const t = dictionary({
  en: { touch: 'Touch for sound' },
  zh: { touch: '碰一下开声音' },
});

type Props = {
  connection: Connection;
  now: ReadonlySignal<number>;
  title: string;
  /** Counts in words. */
  counts: string;
  children?: ComponentChildren;
};

/** Name of the screen, what is on it, how fresh it is, and the time. */
export function TopBar({ connection, now, title, counts, children }: Props) {
  return (
    <header class="top">
      <h1>{title}</h1>
      <span data-testid="counts">
        <Chip>{counts}</Chip>
      </span>
      <div class="actions">{children}</div>
      <SoundHint now={now} />
      <LanguageSwitch />
      <ThemeSwitch />
      <HeardChip connection={connection} />
      <Clock connection={connection} now={now} />
    </header>
  );
}

/** The time of day at the store. */
export function Clock({ connection, now }: Pick<Props, 'connection' | 'now'>) {
  const { store } = connection.view.value;
  return <time class="clock">{store === null ? '' : clockTime(now.value, store)}</time>;
}

function SoundHint({ now }: Pick<Props, 'now'>) {
  // The browser tells nobody when it begins to allow sound; the clock asks it.
  return now.value > 0 && !soundAllowed() ? <Chip dot="wait">{t().touch}</Chip> : null;
}
