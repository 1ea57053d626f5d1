import { CloseShiftSheet } from './CloseShiftSheet';
import { DaySheet } from './DaySheet';
import { DrawerSheet, HandOverSheet } from './DrawerSheet';
import { FindReceiptSheet } from './FindReceiptSheet';
import { MoveCashSheet } from './MoveCashSheet';
import { ReduceSheet } from './ReduceSheet';
import { RefundSheet } from './RefundSheet';
import { ServiceSheet } from './ServiceSheet';
import { SettleSheet } from './SettleSheet';
import { SplitSheet } from './SplitSheet';
import type { MoneyPanel } from './LateMoney';

/** The sheet of a panel about money. */
export function MoneyPanels({ open }: { open: MoneyPanel }) {
  switch (open.type) {
    case 'settle':
      return <SettleSheet key={open.tender_id} tenderId={open.tender_id} />;
    case 'split':
      return <SplitSheet />;
    case 'reduce':
      return <ReduceSheet key={open.line_id} lineId={open.line_id} />;
    case 'service':
      return <ServiceSheet />;
    case 'close_shift':
      return <CloseShiftSheet />;
    case 'drawer':
      return <DrawerSheet />;
    case 'move_cash':
      return <MoveCashSheet key={open.kind} kind={open.kind} />;
    case 'hand_over':
      return <HandOverSheet />;
    case 'close_day':
      return <DaySheet />;
    case 'find_receipt':
      return <FindReceiptSheet />;
    case 'refund':
      return <RefundSheet />;
  }
}
