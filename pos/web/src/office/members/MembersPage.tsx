import type { StoreCard } from '@comanda/web';
import type { PartName } from '../route';
import { CommissionPart } from './CommissionPart';
import { CouponsPart } from './CouponsPart';
import { DuplicatesPart } from './DuplicatesPart';
import { GroupsPart } from './GroupsPart';
import { GuestsPart } from './GuestsPart';
import { NewcomersPart } from './NewcomersPart';
import { NumbersPart } from './NumbersPart';
import { ScorecardPart } from './ScorecardPart';
import '../reports/reports.css';
import './members.css';

/** One guest and what is kept of them; members in groups; and what recognising guests comes to. */
export function MembersPage({ part, store }: { part: PartName; store: StoreCard }) {
  return (
    <>
      {part === 'guests' && <GuestsPart store={store} />}
      {part === 'groups' && <GroupsPart store={store} />}
      {part === 'numbers' && <NumbersPart store={store} />}
      {part === 'commission' && <CommissionPart store={store} />}
      {part === 'coupons' && <CouponsPart store={store} />}
      {part === 'duplicates' && <DuplicatesPart store={store} />}
      {part === 'newcomers' && <NewcomersPart />}
      {part === 'scorecard' && <ScorecardPart store={store} />}
    </>
  );
}
