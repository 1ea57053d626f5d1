import { ReduceSheet } from './ReduceSheet';
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
    case 'move_cash':
    case 'hand_over':
    case 'close_day':
    case 'find_receipt':
    case 'refund':
      return null;
  }
}
