import { Button, dictionary, formatMoney } from '@comanda/web';
import { checkLines, checkSums } from './check';
import { half } from './panel';
import { store } from './store';

const t = dictionary({
  en: { toSlip: (count: number, sum: string) => `Check · ${count} · ${sum}`, toMenu: 'Back to the menu' },
  zh: { toSlip: (count, sum) => `看单 · ${count} · ${sum}`, toMenu: '回到菜单' },
});

/** On a handheld only one half fits: this turns it over. */
export function HalfSwitch() {
  const at = store.value;
  const count = checkLines.value.reduce((sum, line) => sum + line.quantity, 0);
  const sum = at === null ? '' : formatMoney(checkSums.value.due, at);
  const other = half.value === 'menu' ? 'slip' : 'menu';
  return (
    <Button
      class="half"
      tone={other === 'slip' ? 'go' : 'plain'}
      data-testid="half"
      onClick={() => (half.value = other)}
    >
      {other === 'slip' ? t().toSlip(count, sum) : t().toMenu}
    </Button>
  );
}
