import { ApprovalSheet } from './ApprovalSheet';
import { ChoicesSheet } from './ChoicesSheet';
import { EnrolSheet } from './EnrolSheet';
import { MemberSheet } from './MemberSheet';
import { LateMoney, useMoneySheets } from './LateMoney';
import { OrderPanels } from './OrderPanels';
import { OrdersSheet } from './OrdersSheet';
import { PaidSheet } from './PaidSheet';
import { panel } from './panel';
import { PaySheet } from './PaySheet';
import { OpenShiftSheet } from './OpenShiftSheet';
import { SlipMenu, TillMenu } from './Menus';
import { VoidSheet } from './VoidSheet';

/** The one sheet that lies over the till, if any; over it, whoever must allow what it asks for. */
export function Panels() {
  useMoneySheets();
  return (
    <>
      <Open />
      <ApprovalSheet />
    </>
  );
}

function Open() {
  const open = panel.value;
  switch (open.type) {
    case 'none':
      return null;
    case 'choices':
      return (
        <ChoicesSheet
          key={`${open.item_id} ${open.line_id ?? ''}`}
          itemId={open.item_id}
          lineId={open.line_id}
        />
      );
    case 'pay':
      return <PaySheet key={open.check_id} checkId={open.check_id ?? null} />;
    case 'paid':
      return <PaidSheet payment={open.payment} />;
    case 'void':
      return <VoidSheet lineId={open.line_id} />;
    case 'orders':
      return <OrdersSheet />;
    case 'member':
      return <MemberSheet />;
    case 'enrol':
      return <EnrolSheet digits={open.digits} />;
    case 'open_shift':
      return <OpenShiftSheet />;
    case 'slip_menu':
      return <SlipMenu />;
    case 'till_menu':
      return <TillMenu />;
    case 'settle':
    case 'split':
    case 'reduce':
    case 'service':
    case 'close_shift':
    case 'drawer':
    case 'move_cash':
    case 'hand_over':
    case 'close_day':
    case 'find_receipt':
    case 'refund':
      return <LateMoney open={open} />;
    default:
      return <OrderPanels open={open} />;
  }
}
