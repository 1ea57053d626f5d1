import { assertNever } from '@comanda/web';
import { AllergiesSheet } from './AllergiesSheet';
import { CallsSheet } from './CallsSheet';
import { ChangedSheet } from './ChangedSheet';
import { AboutSheet } from './member/AboutSheet';
import { AdjustSheet } from './member/AdjustSheet';
import { CouponSheet } from './member/CouponSheet';
import { MemberCardSheet } from './member/MemberCardSheet';
import { MemberPageSheet } from './member/MemberPageSheet';
import { TopUpSheet } from './member/TopUpSheet';
import { LineSheet } from './LineSheet';
import { LabelSheet, LineNoteSheet, OrderNoteSheet } from './NoteSheet';
import type { OrderPanel } from './panel';
import { PickupSheet } from './PickupSheet';
import { AffectedSheet, AvailabilitySheet, SubstitutesSheet } from './StockSheets';
import { GuestsSheet, MergeSheet, MoveSheet, TableOrdersSheet } from './TableSheets';

/** The sheets that are about taking an order: lines, words, tables, what is left, what changed. */
export function OrderPanels({ open }: { open: OrderPanel }) {
  switch (open.type) {
    case 'line':
      return <LineSheet lineId={open.line_id} />;
    case 'line_note':
      return <LineNoteSheet lineId={open.line_id} />;
    case 'order_note':
      return <OrderNoteSheet />;
    case 'label':
      return <LabelSheet />;
    case 'pickup':
      return <PickupSheet />;
    case 'guests':
      return <GuestsSheet table={open.table} />;
    case 'table_orders':
      return <TableOrdersSheet table={open.table} />;
    case 'move':
      return <MoveSheet lineIds={open.line_ids} />;
    case 'merge':
      return <MergeSheet table={open.table} />;
    case 'availability':
      return <AvailabilitySheet key={open.item_id} itemId={open.item_id} />;
    case 'substitutes':
      return <SubstitutesSheet itemId={open.item_id} />;
    case 'affected':
      return <AffectedSheet itemId={open.item_id} />;
    case 'calls':
      return <CallsSheet />;
    case 'allergies':
      return <AllergiesSheet />;
    case 'member_card':
      return <MemberCardSheet />;
    case 'top_up':
      return <TopUpSheet />;
    case 'give_coupon':
      return <CouponSheet />;
    case 'member_page':
      return <MemberPageSheet />;
    case 'about_member':
      return <AboutSheet />;
    case 'adjust_member':
      return <AdjustSheet />;
    case 'changed':
      return <ChangedSheet before={open.before} />;
    default:
      return assertNever(open);
  }
}
