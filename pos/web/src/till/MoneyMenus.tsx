import { Button, dictionary, type Role } from '@comanda/web';
import { checkLines } from './check';
import { panel, type Panel } from './panel';
import { openSplit, openWhenSent } from './sendFirst';
import { order, shiftOpen, staff } from './store';

const t = dictionary({
  en: {
    discount: 'Discount or free…',
    service: 'Service charge…',
    split: 'Split the bill…',
    open: 'Open shift',
    drawer: 'Drawer: X, cash in and out, hand over…',
    close: 'Close shift',
    refund: 'Refund or return…',
    day: 'Close the day (Z)…',
  },
  zh: {
    discount: '折扣或免单…',
    service: '服务费…',
    split: '分单…',
    open: '开班',
    drawer: '钱箱：X 报表、存取、交接…',
    close: '交班',
    refund: '退款 / 退货…',
    day: '日结 (Z)…',
  },
});

/** What can be done about the money of the order on the desk. What is only here is sent before. */
export function MoneyOfOrder() {
  const row = order.value;
  const none = checkLines.value.length === 0 || (row !== null && row.state.type !== 'open');
  const to = (next: Panel) => () => void openWhenSent(next);
  return (
    <>
      <Button data-testid="discount" disabled={none} onClick={to({ type: 'reduce', line_id: null })}>
        {t().discount}
      </Button>
      <Button data-testid="service" disabled={none} onClick={to({ type: 'service' })}>
        {t().service}
      </Button>
      <Button data-testid="split-menu" disabled={none} onClick={() => void openSplit()}>
        {t().split}
      </Button>
    </>
  );
}

/** Who sees an entry of the till menu; the store enforces it, whatever is shown. A refund may be approved, so all see it. */
function mayCloseDay(role: Role | undefined): boolean {
  return role === 'manager';
}

/** What belongs to the drawer and the day. */
export function MoneyOfTill() {
  const to = (next: Panel) => () => (panel.value = next);
  return (
    <>
      {shiftOpen.value ? (
        <>
          <Button data-testid="drawer-menu" onClick={to({ type: 'drawer' })}>
            {t().drawer}
          </Button>
          <Button data-testid="close-shift-menu" onClick={to({ type: 'close_shift' })}>
            {t().close}
          </Button>
        </>
      ) : (
        <Button data-testid="open-shift-menu" onClick={to({ type: 'open_shift' })}>
          {t().open}
        </Button>
      )}
      <Button data-testid="refund-menu" onClick={to({ type: 'find_receipt' })}>
        {t().refund}
      </Button>
      {mayCloseDay(staff.value?.role) && (
        <Button data-testid="close-day-menu" onClick={to({ type: 'close_day' })}>
          {t().day}
        </Button>
      )}
    </>
  );
}
