import { DaySheet } from './DaySheet';
import { DrawerSheet, HandOverSheet } from './DrawerSheet';
import { FindReceiptSheet } from './FindReceiptSheet';
import { MoveCashSheet } from './MoveCashSheet';
import { ReduceSheet } from './ReduceSheet';
import { RefundSheet } from './RefundSheet';
import { ServiceSheet } from './ServiceSheet';
import { SplitSheet } from './SplitSheet';
import type { Panel } from './panel';

/** The sheets about money and the drawer. */
export type MoneyPanel = Extract<
  Panel,
  {
    type:
      | 'split'
      | 'reduce'
      | 'service'
      | 'drawer'
      | 'move_cash'
      | 'hand_over'
      | 'close_day'
      | 'find_receipt'
      | 'refund';
  }
>;

/** The sheet of a panel about money. */
export function MoneyPanels({ open }: { open: MoneyPanel }) {
  switch (open.type) {
    case 'split':
      return <SplitSheet />;
    case 'reduce':
      return <ReduceSheet key={open.line_id} lineId={open.line_id} />;
    case 'service':
      return <ServiceSheet />;
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
