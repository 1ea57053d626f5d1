import { Button, Chip, clockTime, dictionary, HqChip, LanguageSwitch, pick, SavedChip } from '@comanda/web';
import { now } from './clock';
import { panel } from './panel';
import { connection, staff, store, view } from './store';
import { placeName } from './words';

const t = dictionary({
  en: {
    till: 'Till',
    menu: 'Till menu',
    alarms: (count: number) => (count === 1 ? '1 printer needs help' : `${count} printers need help`),
  },
  zh: { till: '收银', menu: '收银菜单', alarms: (count) => `${count} 台打印机要处理` },
});

/** Where and who, how safe and how fresh, and the way to everything that is not an order. */
export function TopBar() {
  const line = connection.value;
  const at = store.value;
  const alarms = view.value.printerAlarms;
  return (
    <header class="top">
      <h1 class="unseen">{t().till}</h1>
      <strong class="place">{placeName(at, view.value.device)}</strong>
      {staff.value !== null && <span class="chip who">{pick(staff.value.names)}</span>}
      <span class="space" />
      {alarms > 0 && (
        <a class="alarm" href="/printers" data-testid="printer-alarms">
          <Chip dot="bad">{t().alarms(alarms)}</Chip>
        </a>
      )}
      {line !== null && (
        <span class="chips">
          <SavedChip connection={line} />
          <HqChip connection={line} />
        </span>
      )}
      <Clock />
      <LanguageSwitch />
      <Button tone="quiet" data-testid="till-menu" onClick={() => (panel.value = { type: 'till_menu' })}>
        {t().menu}
      </Button>
    </header>
  );
}

function Clock() {
  const at = store.value;
  return <strong class="clock">{at === null ? '' : clockTime(now.value, at)}</strong>;
}
