import type { StoreCard } from '@comanda/web';
import type { PartName } from '../route';
import { DaysPart } from './DaysPart';
import { DrawersPart } from './DrawersPart';
import { ExceptionsPart } from './ExceptionsPart';
import { FeedbackPart } from './FeedbackPart';
import { KitchenPart } from './KitchenPart';
import { SalesPart } from './SalesPart';
import './reports.css';

/** What was sold, what went differently, what was in the drawers, what the days came to. */
export function ReportsPage({ part, store }: { part: PartName; store: StoreCard }) {
  return (
    <>
      {part === 'sales' && <SalesPart store={store} />}
      {part === 'kitchen' && <KitchenPart store={store} />}
      {part === 'feedback' && <FeedbackPart store={store} />}
      {part === 'exceptions' && <ExceptionsPart store={store} />}
      {part === 'drawers' && <DrawersPart store={store} />}
      {part === 'days' && <DaysPart store={store} />}
    </>
  );
}
