import { Button, Chip, clockTime, dictionary, HeardChip, soundAllowed, type Connection } from '@comanda/web';
import { useSignal, type ReadonlySignal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { opening } from './keys';
import { SettingsSheet } from './SettingsSheet';

const t = dictionary({
  en: {
    screen: 'This screen',
    silent: 'Silent: the browser lets this screen ring only once somebody has touched it.',
    start: 'Start sound',
    which: 'Which ticket? Press its number. The same key again: none.',
  },
  zh: {
    screen: '这块屏',
    silent: '没有声音：浏览器要有人碰一下这块屏，才会响铃。',
    start: '打开声音',
    which: '哪张单？请按它的数字。再按一次同一个键取消。',
  },
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
  const setting = useSignal(false);
  return (
    <header class="top">
      <h1>{title}</h1>
      <span data-testid="counts">
        <Chip>{counts}</Chip>
      </span>
      <div class="actions">{children}</div>
      <Button tone="quiet" data-testid="screen-settings" onClick={() => (setting.value = true)}>
        {t().screen}
      </Button>
      <HeardChip connection={connection} />
      <Clock connection={connection} now={now} />
      {setting.value && <SettingsSheet onClose={() => (setting.value = false)} />}
      {opening.value && (
        <p class="which" role="status" data-testid="which-ticket">
          {t().which}
        </p>
      )}
    </header>
  );
}

/** The time of day at the store. */
export function Clock({ connection, now }: Pick<Props, 'connection' | 'now'>) {
  const { store } = connection.view.value;
  return <time class="clock">{store === null ? '' : clockTime(now.value, store)}</time>;
}

/** Says that the screen cannot ring yet, and why; any touch or key is enough, the button only says so. */
export function SoundStart({ now }: Pick<Props, 'now'>) {
  // The browser tells nobody when it begins to allow sound; the clock asks it.
  if (now.value === 0 || soundAllowed()) return null;
  return (
    <div class="silent" role="status">
      <p>{t().silent}</p>
      <Button tone="go" data-testid="start-sound">
        {t().start}
      </Button>
    </div>
  );
}
