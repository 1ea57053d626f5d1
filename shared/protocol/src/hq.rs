//! Bodies of HQ's HTTP interface.

use domain::id::{MemberId, OrderId, StoreId};
use domain::ledger::{Coupon, Entry};
use domain::order::{Channel, Stage};
use domain::settings::StoreCard;
use domain::{BusinessDay, Code, Money, Names, Timestamp};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::reports::MemberGroups;

/// `GET /api/v1/today`, and the event `today` of `GET /api/v1/live`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct HqToday {
    /// HQ's clock.
    pub server_utc_ms: Timestamp,
    /// The business day that is shown: the latest of any store.
    pub business_day: Option<BusinessDay>,
    /// Every store.
    pub stores: Vec<HqStore>,
    /// The latest orders, newest first, at most [`ORDERS_SHOWN_MAX`].
    pub orders: Vec<HqOrder>,
    /// Sales by hour, all stores, 0 to 23.
    pub hours: Vec<HqHour>,
    /// Points and coupons that were spent twice, the latest first, at most [`CLASHES_SHOWN_MAX`] members.
    pub clashes: Vec<HqClash>,
}

/// Members in the clashes of an [`HqToday`] at most.
pub const CLASHES_SHOWN_MAX: usize = 20;

/// A member who spent more than they had, points or a coupon: in a store that held it, and, while HQ was
/// away, at the owner's risk in one that did not.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct HqClash {
    /// Who.
    pub member_id: MemberId,
    /// What to call them; may be empty.
    pub name: String,
    /// All but the last four digits hidden.
    pub phone_masked: String,
    /// Points that are missing; 0 where none are.
    #[ts(type = "number")]
    pub owed: i64,
    /// Coupons that paid once more than they were given.
    pub coupons: Vec<Coupon>,
    /// The latest orders that they paid with what is missing, the latest first.
    pub spent: Vec<HqSpent>,
}

/// An order that a member paid with points or a coupon.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct HqSpent {
    /// In which store.
    pub store_id: StoreId,
    /// Which.
    pub order_id: OrderId,
    /// The number that was called.
    pub number: u32,
    /// How the guest ate.
    pub channel: Channel,
    /// When it was paid.
    pub at: Timestamp,
    /// How many points; 0 where it was a coupon.
    #[ts(type = "number")]
    pub points: i64,
    /// What the coupon was worth; 0 where it was points.
    pub coupon: Money,
    /// How many of the points, or coupons, did not lie in that store: the owner's risk. 0 where all of
    /// them did.
    #[ts(type = "number")]
    pub beyond: i64,
}

/// Orders in an [`HqToday`] at most.
pub const ORDERS_SHOWN_MAX: usize = 200;

/// A store as HQ sees it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct HqStore {
    /// Which.
    pub id: StoreId,
    /// What it is called.
    pub names: Names,
    /// ISO 4217 code of its money.
    pub currency: String,
    /// Decimal places of that.
    pub currency_exponent: u32,
    /// IANA name of its zone.
    pub time_zone: String,
    /// When it was heard from last, by HQ's clock.
    pub last_heard_at: Option<Timestamp>,
    /// The seq up to which HQ holds its journal.
    pub at_hq_seq: u64,
    /// The store's last seq when it was heard from.
    pub store_seq: u64,
    /// Events that wait there.
    pub waiting: u64,
    /// When the oldest of them happened.
    pub oldest_waiting_at: Option<Timestamp>,
    /// A sentence when its journal contradicts what HQ holds.
    pub exception: Option<String>,
    /// Orders of the business day that were not struck.
    pub orders_today: u32,
    /// What the closed ones of them came to, less what was given back of them.
    pub sales_today: Money,
    /// How many of the closed ones had a member.
    pub identified_today: u32,
    /// What it has sold out by hand.
    pub sold_out: Vec<Names>,
}

/// Whether an order at HQ may still change.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "the glossary's words")]
pub enum HqOrderState {
    Open,
    Closed,
    Voided,
}

/// An order as HQ lists it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct HqOrder {
    /// Of which store.
    pub store_id: StoreId,
    /// Which.
    pub order_id: OrderId,
    /// Its number of the business day.
    pub number: u32,
    /// How the guest eats.
    pub channel: Channel,
    /// Whether it may still change.
    pub state: HqOrderState,
    /// How far the kitchen is.
    pub stage: Stage,
    /// Lines that were not struck.
    pub lines: u32,
    /// What it comes to.
    pub total: Money,
    /// When it was opened.
    pub opened_at: Timestamp,
    /// When it was closed.
    pub closed_at: Option<Timestamp>,
    /// Whether it had a member.
    pub identified: bool,
}

/// An hour of the business day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct HqHour {
    /// 0 to 23, by the store's clock.
    pub hour: u32,
    /// Orders closed in it.
    pub orders: u32,
    /// What they came to, less what was given back of them.
    pub sales: Money,
    /// The same hour a week before.
    pub orders_last_week: u32,
    /// What they came to.
    pub sales_last_week: Money,
}

/// `GET /api/v1/stores/{id}/totals`: what HQ has counted for a store, for reconciling.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
pub struct HqStoreTotals {
    /// Orders placed.
    pub orders: u64,
    /// Orders closed.
    pub closed: u64,
    /// The sum of the totals of all closed orders before refunds, in minor units.
    pub closed_sum: Money,
    /// The seq up to which HQ holds the journal.
    pub at_hq_seq: u64,
    /// Batches or events that were taken twice: 0, or something is wrong.
    pub doubled: u64,
}

/// `GET /api/v1/members?last4=1234`: those whose phone ends so, or the ones enrolled last.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct HqMembers {
    /// At most [`MEMBERS_SHOWN_MAX`].
    pub members: Vec<HqMember>,
}

/// `GET /api/v1/coupons?days=90`: what became of the coupons that stores gave.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct HqCampaigns {
    /// By campaign, then by store.
    pub campaigns: Vec<HqCampaign>,
}

/// The coupons that one store gave for one campaign.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct HqCampaign {
    /// Which; none for those that staff thought of.
    pub campaign: Option<Code>,
    /// Who gave them.
    pub store_id: StoreId,
    /// How many were given.
    pub given: u32,
    /// What they were worth together.
    pub worth: Money,
    /// How many their members have looked at, on the page on their phone.
    pub opened: u32,
    /// How many their members gave to somebody else, or shared to be given.
    pub shared: u32,
    /// How many paid an order, in whichever store.
    pub redeemed: u32,
    /// What those orders came to, less what was given back.
    pub sales: Money,
    /// How many were taken back by hand.
    pub withdrawn: u32,
    /// How many were not used until their last day.
    pub expired: u32,
    /// How many can still be used.
    pub open: u32,
}

/// `GET /api/v1/members/groups`: the groups that members of the chain fall into, each counted once.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct HqGroups {
    /// As a store counts its own.
    pub counted: MemberGroups,
    /// The day for which they are counted.
    pub day: BusinessDay,
    /// Members of whom something changed, or for whom the day turned, and who are not counted anew yet:
    /// 0 but for moments after many changed at once.
    pub waiting: u32,
    /// The store whose rules, money and zone all of them are counted by: the one that HQ has known
    /// longest. `None` while HQ has heard from none.
    pub by: Option<StoreCard>,
}

/// `POST /api/v1/members/letters`: makes a list of a group to write to, as CSV. From then on its members
/// count as written to, in every store.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct HqWriteTo {
    /// The group's key; of [`domain::member::groups::WRITTEN`] those whom HQ itself wrote to lately, once
    /// more.
    pub group: String,
}

/// Members in an [`HqMembers`] at most.
pub const MEMBERS_SHOWN_MAX: usize = 50;

/// A member as HQ sees them, over all stores.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct HqMember {
    /// Who.
    pub id: MemberId,
    /// What to call them; may be empty.
    pub name: String,
    /// All but the last four digits hidden.
    pub phone_masked: String,
    /// Everything that they own, wherever it lies: points.
    #[ts(type = "number")]
    pub points: i64,
    /// Stored value that was paid in.
    pub principal: Money,
    /// Stored value that was given.
    pub gift: Money,
    /// How many coupons.
    pub coupons: u32,
    /// Where that lies: with HQ first, then in the stores.
    pub holdings: Vec<HqHolding>,
    /// Their ledger over all stores, the latest first.
    pub ledger: Vec<HqMemberLine>,
}

/// What lies in one place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct HqHolding {
    /// In which store; `None` for HQ, which may lend it.
    pub store_id: Option<StoreId>,
    /// Points.
    #[ts(type = "number")]
    pub points: i64,
    /// Stored value that was paid in.
    pub principal: Money,
    /// Stored value that was given.
    pub gift: Money,
    /// How many coupons.
    pub coupons: u32,
    /// HQ has lent it, and has not heard yet that the store took it.
    pub on_its_way: bool,
}

/// A line of a member's ledger, and in which store it was written.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct HqMemberLine {
    /// Where.
    pub store_id: StoreId,
    /// When.
    pub at: Timestamp,
    /// What it moved.
    pub entry: Entry,
}
