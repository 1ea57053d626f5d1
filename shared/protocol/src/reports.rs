//! Reports of a store, and what the back office asks besides commands. HTTP with a device's bearer
//! token and, in `comanda-session`, the session of a manager; `format=csv` gives a table as CSV.
//!
//! - `GET /api/v1/reports/sales?by=…&from=…&to=…` → [`SalesReport`]
//! - `GET /api/v1/reports/exceptions?from=…&to=…` → [`Exceptions`]
//! - `GET /api/v1/reports/shifts?from=…&to=…` → [`Shifts`]
//! - `GET /api/v1/reports/takings` → [`domain::day::Takings`]; `GET /api/v1/reports/days` → [`Days`]
//! - `GET /api/v1/members/groups` → [`MemberGroups`]; `GET /api/v1/members/groups/{group}` → [`GroupMembers`]
//! - `GET /api/v1/reports/commissions?from=…&to=…` → [`Commissions`]; `…/commissions/{staff}` → [`CommissionLines`]
//! - `GET /api/v1/members/duplicates` → [`Duplicates`]
//! - `POST /api/v1/catalogue/import?source=…&dry_run=…` (CSV) → [`ImportReport`]
//! - `GET /api/v1/catalogue/versions` → [`CatalogueVersions`]
//! - `POST /api/v1/photos` (PNG, JPEG or WebP) → [`PhotoKept`]; `GET /api/v1/photos/{hash}`

use domain::chain::Hash;
use domain::commission::Touch;
use domain::day::ClosedDay;
use domain::id::{MemberId, OrderId, StaffId};
use domain::member::duplicates::Alike;
use domain::member::groups::GroupOf;
use domain::member::scorecard::StaffScore;
use domain::member::{Member, MemberRecord};
use domain::settings::MemberRules;
use domain::shift::Shift;
use domain::{BusinessDay, Code, Money, Names, Timestamp};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::csv::Table;
use crate::frames::{LedgerLine, MemberCard, MemberOrder};

/// What sales are grouped by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum SalesBy {
    /// The hour of the store's day in which the order was closed: `00` to `23`.
    Hour,
    /// The business day: `2026-11-21`.
    Day,
    /// The item, by its id.
    Item,
    /// The category, by its code; empty for none.
    Category,
    /// How the guest ate.
    Channel,
    /// Who opened the order, by their id; empty for nobody.
    Staff,
    /// How it was paid: `cash`, `card_elsewhere`, or a driver's code.
    Tender,
    /// The tax rate: its code and its parts per million, `standard@200000`.
    Tax,
}

/// Sales of one group. Refunds are taken off; training is not in it.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
pub struct SalesRow {
    /// Which group, in the form that [`SalesBy`] says.
    pub key: String,
    /// What it is called, where it has a name.
    pub names: Option<Names>,
    /// Orders closed; lines, for items and categories; tenders, for tenders.
    pub count: i64,
    /// Units sold.
    pub quantity: i64,
    /// Before discounts and comps.
    pub gross: Money,
    /// What discounts took off.
    pub discounts: Money,
    /// What was given free.
    pub comps: Money,
    /// What was given back since.
    pub refunds: Money,
    /// What guests paid for it, tax included, refunds taken off.
    pub net: Money,
    /// The tax in that.
    pub tax: Money,
    /// Tips, for tenders and staff.
    pub tips: Money,
}

/// Sales over some business days.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct SalesReport {
    /// Grouped by what.
    pub by: SalesBy,
    /// The first business day.
    pub from: BusinessDay,
    /// The last.
    pub to: BusinessDay,
    /// The groups: hours and days in their order, the others by what they brought.
    pub rows: Vec<SalesRow>,
    /// All of them together.
    pub total: SalesRow,
}

/// What sort of thing the owner wants to know about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ExceptionKind {
    /// A line or an order was struck.
    Void,
    /// Something was given free.
    Comp,
    /// A discount was given.
    Discount,
    /// Money was given back.
    Refund,
    /// The service charge was changed.
    Service,
    /// A drawer was opened without a sale.
    NoSale,
    /// Cash was taken out of a drawer.
    PayOut,
    /// Somebody said what became of a charge at another machine.
    SettledByHand,
    /// A member was given a coupon.
    CouponGiven,
    /// What a member owns was put right.
    LedgerAdjusted,
    /// A member got back in cash what they had paid in.
    ValuePaidOut,
    /// A member paid with points or a coupon that did not lie here, while HQ could not be reached.
    AtRisk,
}

/// One thing the owner wants to know about: who, why, when, how much.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Exception {
    /// The seq of its event.
    pub seq: u64,
    /// When.
    pub at: Timestamp,
    /// On which business day.
    pub business_day: BusinessDay,
    /// What sort.
    pub kind: ExceptionKind,
    /// On which order.
    pub order_id: Option<OrderId>,
    /// That order's number as people say it.
    pub order_number: String,
    /// The item, where it is about one.
    pub names: Option<Names>,
    /// How much money it is about.
    pub amount: Money,
    /// Why: the reason's code, or what was written.
    pub reason: String,
    /// Who.
    pub staff_id: Option<StaffId>,
    /// Who allowed it.
    pub approved_by: Option<StaffId>,
}

/// Exceptions over some business days, the latest first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Exceptions {
    /// The list, at most [`EXCEPTIONS_MAX`].
    pub rows: Vec<Exception>,
    /// Whether there are more.
    pub more: bool,
}

/// Exceptions in one answer at most.
pub const EXCEPTIONS_MAX: usize = 2_000;

/// Drawer sessions that began on some business days, the latest first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Shifts {
    /// The sessions.
    pub shifts: Vec<Shift>,
}

/// Closed days, the latest first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Days {
    /// The days.
    pub days: Vec<ClosedDay>,
}

/// Whose export a CSV is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ImportSource {
    /// The item library of Square.
    Square,
    /// The items of Loyverse.
    Loyverse,
}

/// What became of one row of an import.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ImportOutcome {
    /// A new item or size.
    Imported,
    /// One that was there and is different now.
    Changed,
    /// One that was there and is the same.
    Unchanged,
    /// Nothing was done with it.
    Refused,
}

/// One row of an import.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ImportRow {
    /// Its line in the file, the heading being 1.
    pub line: u32,
    /// What the row calls the item.
    pub name: String,
    /// What became of it.
    pub outcome: ImportOutcome,
    /// Why it was refused, or what was left out of it; empty for nothing to say.
    pub why: String,
    /// A word for the same, by which screens say it in another language; empty where there is none.
    pub code: String,
}

/// What became of an import.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ImportReport {
    /// Whether nothing was published yet.
    pub dry_run: bool,
    /// The version published; `None` for a dry run or when nothing changed.
    pub version: Option<u32>,
    /// Rows that brought something new.
    pub imported: u32,
    /// Rows that changed something.
    pub changed: u32,
    /// Rows that changed nothing.
    pub unchanged: u32,
    /// Rows that were refused.
    pub refused: u32,
    /// Row by row; rows without anything to say are left out past the first thousand.
    pub rows: Vec<ImportRow>,
}

/// A version of the catalogue.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct CatalogueVersion {
    /// Which.
    pub version: u32,
    /// When it was published.
    pub at: Timestamp,
    /// By whom.
    pub staff_id: Option<StaffId>,
    /// How many items it has.
    pub items: u32,
}

/// The versions of the catalogue, the latest first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct CatalogueVersions {
    /// The versions, at most [`CATALOGUE_VERSIONS_MAX`].
    pub versions: Vec<CatalogueVersion>,
}

/// Versions in one answer at most.
pub const CATALOGUE_VERSIONS_MAX: usize = 100;

/// A picture that was kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct PhotoKept {
    /// Its hash: what an item names it by.
    pub hash: Hash,
}

/// Everything that a store keeps of a member, to be given to them (GDPR, article 20; PIPL, article
/// 45).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct MemberExport {
    /// Which store keeps it.
    pub store: Names,
    /// When it was written out.
    pub at: Timestamp,
    /// Who: phone, name, consents, when and by whom they were enrolled, what makes them ill.
    #[ts(type = "unknown")]
    pub record: MemberRecord,
    /// What they have now.
    #[ts(type = "unknown")]
    pub has: Member,
    /// Every line of their ledger, the latest first.
    pub ledger: Vec<LedgerLine>,
    /// Every order that they paid, the latest first.
    pub orders: Vec<MemberOrder>,
    /// What is kept of them as other members, who were merged into this one.
    pub merged: Vec<MergedExport>,
}

/// What is kept of a guest as a member who was merged into another.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct MergedExport {
    /// Who: phone, name, consents, when and by whom they were enrolled, what makes them ill.
    #[ts(type = "unknown")]
    pub record: MemberRecord,
    /// Every line of their ledger, the latest first.
    pub ledger: Vec<LedgerLine>,
}

/// What somebody earned over some days, in minor units.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct CommissionRow {
    /// Who.
    pub staff_id: StaffId,
    /// With members whom they brought.
    pub first: Money,
    /// With members whom they had served the time before.
    pub last: Money,
    /// With members whom they served.
    pub served: Money,
    /// What of it was taken back with refunds; zero or below.
    pub taken_back: Money,
    /// What is left.
    pub total: Money,
}

/// What staff earned with what members bought.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Commissions {
    /// One for each member of staff who earned something.
    pub rows: Vec<CommissionRow>,
}

/// Lines of one person's commission, shown at most.
pub const COMMISSION_LINES_MAX: u32 = 500;

/// A line of somebody's commission.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct CommissionLine {
    /// When it was earned or taken back.
    pub at: Timestamp,
    /// Of the order's business day.
    pub business_day: BusinessDay,
    /// With which order.
    pub order_id: OrderId,
    /// Its number as people say it.
    pub order_number: String,
    /// For what.
    pub touch: Touch,
    /// How much; below zero where it was taken back.
    pub amount: Money,
}

/// What one person's commission is made of.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct CommissionLines {
    /// At most [`COMMISSION_LINES_MAX`], the latest first.
    pub lines: Vec<CommissionLine>,
}

/// Pairs of members who may be one person, shown at most.
pub const DUPLICATES_SHOWN_MAX: usize = 50;

/// Two members who may be one person.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct Duplicate {
    /// One of them.
    pub one: MemberCard,
    /// The other.
    pub other: MemberCard,
    /// What they agree in.
    pub why: Alike,
}

/// Members who may be one person.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize, TS)]
pub struct Duplicates {
    /// At most [`DUPLICATES_SHOWN_MAX`]; what is the surest first.
    pub pairs: Vec<Duplicate>,
    /// Whether there are others.
    pub more: bool,
}

/// What a guest said of an order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Feedback {
    /// When they said it.
    pub at: Timestamp,
    /// Of which order.
    pub order_id: OrderId,
    /// Its number as people say it: `A 042`.
    pub order_number: String,
    /// Its trading date.
    pub business_day: BusinessDay,
    /// Who opened it.
    pub staff_id: Option<StaffId>,
    /// Whether it had a member.
    pub has_member: bool,
    /// From 1, bad, to 5, very good.
    pub score: u8,
    /// In their words; may be empty.
    pub words: String,
}

/// What guests said on some days, the latest first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct FeedbackReport {
    /// One by one.
    pub rows: Vec<Feedback>,
}

/// Staff side by side over some days.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Scorecard {
    /// One by one, in the order of their ids.
    pub rows: Vec<StaffScore>,
}

/// The groups that members fall into today, counted now. Somebody may be in several.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct MemberGroups {
    /// All members.
    pub members: u32,
    /// Groups that have somebody in them.
    pub groups: Vec<MemberGroup>,
}

impl MemberGroups {
    /// Groups by their keys, each with how many are in it and how many of those may be written to, as
    /// they are read: stages first, tags last. A tier that there is no more is left out.
    pub fn in_order(
        rules: &MemberRules,
        members: u32,
        counted: impl IntoIterator<Item = (String, (u32, u32))>,
    ) -> Self {
        let known = counted.into_iter().filter_map(|(key, (members, reachable))| {
            let of = GroupOf::of_key(rules, &key)?;
            Some(MemberGroup { of, key, members, reachable })
        });
        let mut groups: Vec<MemberGroup> = known.collect();
        groups.sort_by(|one, other| {
            let place = |group: &MemberGroup| group.of.place(rules);
            place(one).cmp(&place(other)).then_with(|| one.key.cmp(&other.key))
        });
        Self { members, groups }
    }
}

/// A group and how many are in it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct MemberGroup {
    /// Which.
    pub of: GroupOf,
    /// Its name in addresses: `stage:regular`.
    pub key: String,
    /// How many.
    pub members: u32,
    /// How many of them may be written to now.
    pub reachable: u32,
}

/// Who is in a group.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct GroupMembers {
    /// Those who were there last first, at most [`GROUP_SHOWN_MAX`].
    pub members: Vec<GroupMember>,
    /// How many are in it.
    pub count: u32,
    /// How many of them may be written to now.
    pub writable: u32,
}

/// Members of a group that are shown at most; a list to write to has all of them.
pub const GROUP_SHOWN_MAX: usize = 200;

/// A member of a group.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct GroupMember {
    /// Who.
    pub id: MemberId,
    /// What to call them; may be empty.
    pub name: String,
    /// All but the last four digits hidden.
    pub phone_masked: String,
    /// Orders so far.
    pub visits: u32,
    /// The business day of the last one.
    pub last_visit: Option<BusinessDay>,
    /// What their orders came to.
    pub spent: Money,
    /// Points to their name.
    #[ts(type = "number")]
    pub points: i64,
    /// Whether they agreed to being written to.
    pub reachable: bool,
    /// The business day on which they were last written to.
    pub written_on: Option<BusinessDay>,
}

/// Somebody in a list to write to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Addressee {
    /// What to call them; may be empty.
    pub name: String,
    /// In E.164 form.
    pub phone: String,
    /// Orders so far.
    pub visits: u32,
    /// The business day of the last one.
    pub last_visit: Option<BusinessDay>,
    /// What their orders came to, in digits.
    pub spent: String,
    /// Points to their name.
    pub points: i64,
}

/// Members as a list to write to.
pub fn list_to_write_to(members: impl IntoIterator<Item = Addressee>) -> Table {
    let row = |member: Addressee| {
        vec![
            member.name,
            // Digits with a plus in front, which a spreadsheet would take for a sum.
            member.phone.trim_start_matches('+').to_owned(),
            member.visits.to_string(),
            member.last_visit.map(|day| day.to_string()).unwrap_or_default(),
            member.spent,
            member.points.to_string(),
        ]
    };
    Table {
        name: "members-to-write-to",
        heading: vec!["name", "phone", "orders", "last_order", "spent", "points"],
        rows: members.into_iter().map(row).collect(),
    }
}

/// What became of coupons, by campaign.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct CouponCampaigns {
    /// One for each campaign, and one for coupons that staff gave by hand.
    pub rows: Vec<CouponCampaign>,
}

/// The coupons of one campaign that were given on some business days, and what became of them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct CouponCampaign {
    /// Which; none for those that staff gave by hand.
    pub campaign: Option<Code>,
    /// How many were given.
    pub given: u32,
    /// What they were worth together.
    pub worth: Money,
    /// How many paid an order of this store.
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
