//! What was spent twice while HQ was away.

use domain::id::{CouponId, MemberId, OrderId, TenderId};
use domain::ledger::{Coupon, CouponMove, Entry, Reason};
use domain::member::MemberRecord;
use domain::{BusinessDay, Event, Money};
use protocol::sync::SyncRecord;
use uuid::Uuid;

use crate::members::{ann, known, record};
use crate::site::{DAY, HOUR_MS, Journal, Site, order, store};

/// Now, by the clock that HQ looks at.
fn now() -> i64 {
    i64::try_from(std::time::UNIX_EPOCH.elapsed().unwrap().as_millis()).unwrap()
}

fn moved(member_id: MemberId, reason: Reason, came: bool) -> Event {
    let coupon = Coupon {
        id: CouponId::from_uuid(Uuid::from_u128(0xC0)),
        worth: Money::from_minor(300),
        least: Money::ZERO,
        last_day: "2199-12-31".parse().map(BusinessDay::from_date).unwrap(),
        campaign: None,
    };
    let coupon = Some(CouponMove { coupon, came });
    let entry = Box::new(Entry { coupon, ..Entry::new(reason) });
    Event::MemberPosted { member_id, entry, receipt_printer: None }
}

fn paid(order_id: OrderId, beyond: i64) -> Reason {
    Reason::Spent { order_id, tender_id: TenderId::from_uuid(Uuid::from_u128(1)), beyond }
}

#[tokio::test]
async fn a_coupon_that_a_friend_used_and_its_owner_too_is_told_with_both_receipts() {
    let site = Site::open().await;
    let friend = MemberId::from_uuid(Uuid::from_u128(4));
    let (mut first, mut second) = (Journal::new(1), Journal::new(2));
    let at = now() - 3 * HOUR_MS;
    first.write(&moved(ann(), Reason::CouponGiven { approved_by: None }, true), at);
    first.write(&moved(ann(), Reason::TransferredTo { member_id: friend }, false), at);
    first.write(&moved(friend, Reason::TransferredFrom { member_id: ann() }, true), at);
    first.sell(4, DAY, at, 500, true);
    first.write(&moved(friend, paid(order(4 + 1_000), 0), false), at + 1);
    let named = MemberRecord { id: friend, phone: "+447700900304".into(), ..record(1) };
    let mut told = known(1);
    told.push(SyncRecord::Member { member_id: friend, record: Some(named) });
    site.send(&first, 1, told).await;
    assert_eq!(site.today().await.clashes, []);
    // While HQ was away its owner used it too, at the risk of another store's owner.
    second.sell(10, DAY, at, 700, true);
    second.write(&moved(ann(), paid(order(10 + 2_000), 1), false), at + 2);
    site.send(&second, 1, known(1)).await;
    let clashes = site.today().await.clashes;
    assert_eq!(clashes.len(), 1);
    assert_eq!((clashes[0].member_id, clashes[0].coupons.len(), clashes[0].owed), (ann(), 1, 0));
    let spent: Vec<_> =
        clashes[0].spent.iter().map(|one| (one.store_id, one.number, one.beyond)).collect();
    assert_eq!(spent, [(store(2), 10, 1), (store(1), 4, 0)]);
    site.stop().await;
}
