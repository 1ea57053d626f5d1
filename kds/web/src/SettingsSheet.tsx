import { Button, dictionary, LanguageSwitch, play, Sheet, soundAllowed, ThemeSwitch } from '@comanda/web';
import { useSignal } from '@preact/signals';
import { useLayoutEffect } from 'preact/hooks';
import {
  ACTIONS,
  DISTANCES_M,
  isFree,
  RINGS,
  set,
  settings,
  USUAL_KEYS,
  withKey,
  type Action,
} from './settings';

const t = dictionary({
  en: {
    title: 'This screen',
    distance: 'How far away do you stand?',
    metres: (metres: number) => `${metres} m`,
    sound: 'Ring for',
    on: 'rings',
    off: 'silent',
    silent: 'The browser keeps this screen silent until somebody touches it once.',
    keys: 'Keys of the keyboard or bump bar',
    keysHint:
      'Digits 1 to 9 choose a ticket, or an answer. Press a button here, then the key it should have.',
    press: 'Press a key…',
    usual: 'The usual keys',
    look: 'Language and light',
  },
  zh: {
    title: '这块屏',
    distance: '您站多远看？',
    metres: (metres) => `${metres} 米`,
    sound: '响铃',
    on: '响',
    off: '不响',
    silent: '浏览器要有人碰一下屏幕才会出声。',
    keys: '键盘或出单键盘的按键',
    keysHint: '数字 1 到 9 选单或选答案。先按这里的按钮，再按要用的键。',
    press: '请按键…',
    usual: '恢复常用按键',
    look: '语言和明暗',
  },
});

const actionWords = dictionary({
  en: {
    open: 'What can be done: then a number',
    seen: 'Seen: all on this page',
    undo: 'Undo the last',
    recall: 'Tickets of today',
    stock: 'Sold out',
    next: 'Next page',
    back: 'Page before',
  },
  zh: {
    open: '操作：再按数字',
    seen: '本页都看到了',
    undo: '撤销上一步',
    recall: '今天的单',
    stock: '沽清',
    next: '下一页',
    back: '上一页',
  },
});

const ringWords = dictionary({
  en: { new: 'New tickets', void: 'Struck lines', late: 'Late tickets' },
  zh: { new: '新单', void: '作废', late: '迟了' },
});

/** How large, how loud, with which keys. It stays with this device. */
export function SettingsSheet({ onClose }: { onClose: () => void }) {
  const learning = useSignal<Action | null>(null);
  const { distanceM, rings, keys } = settings.value;
  // Before the screen is drawn: a key that follows the touch at once must not be lost.
  useLayoutEffect(() => {
    const action = learning.value;
    if (action === null) return;
    const learn = (event: KeyboardEvent) => {
      event.preventDefault();
      event.stopPropagation();
      if (event.key === 'Escape') learning.value = null;
      if (!isFree(event.key)) return;
      set({ keys: withKey(settings.peek().keys, action, event.key) });
      learning.value = null;
    };
    window.addEventListener('keydown', learn, true);
    return () => window.removeEventListener('keydown', learn, true);
  }, [learning.value]);
  return (
    <Sheet open title={t().title} onClose={onClose} class="screen-settings">
      <h3 id="distance">{t().distance}</h3>
      <div class="row" role="group" aria-labelledby="distance">
        {DISTANCES_M.map((metres) => (
          <Button
            key={metres}
            data-testid={`distance-${metres}`}
            aria-pressed={metres === distanceM}
            onClick={() => set({ distanceM: metres })}
          >
            {t().metres(metres)}
          </Button>
        ))}
      </div>
      <h3 id="rings">{t().sound}</h3>
      {!soundAllowed() && <p class="hint">{t().silent}</p>}
      <div class="row" role="group" aria-labelledby="rings">
        {RINGS.map((ring) => (
          <Button
            key={ring}
            data-testid={`ring-${ring}`}
            aria-pressed={rings[ring]}
            onClick={() => {
              set({ rings: { ...rings, [ring]: !rings[ring] } });
              if (!rings[ring]) play(ring);
            }}
          >
            {ringWords()[ring]}: {rings[ring] ? t().on : t().off}
          </Button>
        ))}
      </div>
      <h3>{t().look}</h3>
      <div class="row">
        <LanguageSwitch />
        <ThemeSwitch />
      </div>
      <h3 id="keys">{t().keys}</h3>
      <p class="hint">{t().keysHint}</p>
      <ul class="keys" aria-labelledby="keys">
        {ACTIONS.map((action) => (
          <li key={action}>
            <span>{actionWords()[action]}</span>
            <Button
              data-testid={`key-${action}`}
              aria-label={`${actionWords()[action]}: ${keys[action]}`}
              onClick={() => (learning.value = learning.value === action ? null : action)}
            >
              {learning.value === action ? t().press : <kbd>{keyName(keys[action])}</kbd>}
            </Button>
          </li>
        ))}
      </ul>
      <Button tone="quiet" onClick={() => set({ keys: USUAL_KEYS })}>
        {t().usual}
      </Button>
    </Sheet>
  );
}

const NAMES: Readonly<Record<string, string>> = {
  ArrowLeft: '←',
  ArrowRight: '→',
  ArrowUp: '↑',
  ArrowDown: '↓',
  ' ': '␣',
  Backspace: '⌫',
};

/** A key as it stands on the keyboard. */
export function keyName(key: string): string {
  return NAMES[key] ?? key;
}
