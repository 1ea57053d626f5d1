//! A store's own settings, as far as a decision needs them.

use crate::member::standing::Tier;
use crate::member::tagging::TagRule;
use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::commission::CommissionRules;
use crate::id::StoreId;
use crate::money::Currency;
use crate::{BusinessDay, Code, Money, Names, Timestamp};

/// What a decision knows of the store it decides for.
#[derive(Debug, Clone)]
pub struct Settings {
    /// Which store.
    pub store_id: StoreId,
    /// What it is called.
    pub names: Names,
    /// What it trades in.
    pub currency: Currency,
    /// Where its clock is.
    pub time_zone: chrono_tz::Tz,
    /// Minutes after local midnight at which a business day begins.
    pub day_cut_off_minutes: u16,
    /// Where receipts come out; none when the store prints none.
    pub receipt_printer: Option<Code>,
    /// Where the drawer is plugged in; none when there is no drawer to open.
    pub drawer_printer: Option<Code>,
    /// Where each station's chits come out; a station that is missing wants no paper.
    pub chit_printers: BTreeMap<Code, Code>,
    /// Where a ticket comes out that no screen shows, at a station without paper; none where it does
    /// not.
    pub fallback_printer: Option<Code>,
    /// Points a member earns for each whole major unit spent.
    pub points_per_major: u32,
    /// How the store takes money and lets people in, beyond the basics.
    pub trade: Trade,
}

/// How a store trades: what its owner decides once. The default suits a small shop.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct Trade {
    /// What the shop is like.
    pub mode: TradeMode,
    /// The smallest step of cash in minor units: 1 where every coin is used, 5 for Swiss rappen.
    pub cash_step: Money,
    /// The service charge on what is eaten in, in parts per million; 0 for none.
    pub service_ppm: u32,
    /// From how many guests on it is charged.
    pub service_from_guests: u32,
    /// Card terminals and acquirers that the till can ask.
    pub drivers: Vec<DriverCard>,
    /// Pickup slots; none where guests come when they like.
    pub slots: Option<PickupSlots>,
    /// What each role may do alone.
    pub policy: Policy,
    /// What the store gives its members, and takes from them.
    #[serde(default)]
    pub members: MemberRules,
}

impl Default for Trade {
    fn default() -> Self {
        Self {
            mode: TradeMode::Restaurant,
            cash_step: Money::from_minor(1),
            service_ppm: 0,
            service_from_guests: 1,
            drivers: Vec::new(),
            slots: None,
            policy: Policy::default(),
            members: MemberRules::default(),
        }
    }
}

/// What the store gives its members, and takes from them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(default)]
pub struct MemberRules {
    /// Points that pay for one major unit of an order; 0 where points are no money.
    pub points_per_major_paid: u32,
    /// Whether members pay in beforehand.
    pub stored_value: bool,
    /// What is given for paying in: the one with the largest `from` that is reached.
    pub top_up_gifts: Vec<TopUpGift>,
    /// The largest coupon that a cashier gives alone, in minor units.
    pub cashier_coupon: Money,
    /// What a store keeps of a member's stored value once they have paid and HQ can be reached; the
    /// rest goes back to HQ, for other stores. `None` keeps everything.
    pub kept_value: Option<Money>,
    /// The same for points.
    pub kept_points: Option<u32>,
    /// Points that one member may spend here beyond what lies here while HQ cannot be reached: the
    /// owner's risk that they were spent elsewhere too.
    pub risk_points: u32,
    /// What coupons of one member may be worth that are taken here while they do not lie here and HQ
    /// cannot be reached: the owner's risk that they are used elsewhere too.
    #[serde(default)]
    pub risk_coupons: Money,
    /// Days without an order after which a member's points lapse; `None` where they never do.
    pub points_idle_days: Option<u32>,
    /// Tiers, from the lowest to the highest.
    pub tiers: Vec<Tier>,
    /// Calendar months over which a tier is reached, the running one among them; 1 to 24.
    pub tier_months: u32,
    /// Months for which a tier stays once it is no longer reached.
    pub tier_grace_months: u32,
    /// Days without a visit after which a member is at risk.
    pub at_risk_days: u32,
    /// Days without a visit after which a member is lost.
    pub lost_days: u32,
    /// Days for which somebody who was written to is not written to again; 0 sets no bound.
    pub quiet_days: u32,
    /// What staff earn with what members buy.
    pub commission: CommissionRules,
    /// Tags that members carry by themselves.
    pub tag_rules: Vec<TagRule>,
}

impl Default for MemberRules {
    fn default() -> Self {
        Self {
            points_per_major_paid: 0,
            stored_value: false,
            top_up_gifts: Vec::new(),
            cashier_coupon: Money::ZERO,
            kept_value: None,
            kept_points: None,
            risk_points: 0,
            risk_coupons: Money::ZERO,
            points_idle_days: None,
            tiers: Vec::new(),
            tier_months: 12,
            tier_grace_months: 1,
            at_risk_days: 45,
            lost_days: 90,
            quiet_days: 7,
            commission: CommissionRules::default(),
            tag_rules: Vec::new(),
        }
    }
}

impl MemberRules {
    /// What is added to a top-up.
    pub fn gift_for(&self, amount: Money) -> Money {
        let reached = self.top_up_gifts.iter().filter(|step| amount >= step.from);
        reached.max_by_key(|step| step.from).map(|step| step.gift).unwrap_or_default()
    }
}

/// A gift for paying in at least so much.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct TopUpGift {
    /// From how much.
    pub from: Money,
    /// What is added.
    pub gift: Money,
}

/// What a shop is like.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum TradeMode {
    /// It has a kitchen.
    #[default]
    Restaurant,
    /// It sells what stands on the shelf: barcode first, no kitchen.
    Retail,
}

/// A tender driver that a till can ask.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct DriverCard {
    /// Which.
    pub code: Code,
    /// What the till calls it.
    pub names: Names,
    /// What it does.
    pub kind: DriverKind,
}

/// What a tender driver does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum DriverKind {
    /// A card terminal.
    Card,
    /// A payment code: the guest's is scanned, or one is shown to the guest.
    Code,
}

/// Pickup slots and how many orders each takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct PickupSlots {
    /// Minutes of one slot, 5 to 240; slots begin at the full hour.
    pub minutes: u32,
    /// Orders in one slot, at least 1.
    pub capacity: u32,
}

/// What each role may do alone; beyond it, somebody who may must approve.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct Policy {
    /// The most that cashiers take off alone, all their discounts together, in parts per million of
    /// what the line, or the order, would come to without them.
    pub cashier_discount_ppm: u32,
    /// Whether a cashier strikes what the kitchen has without approval.
    pub cashier_voids_fired: bool,
    /// The largest refund a cashier gives alone, in minor units.
    pub cashier_refund: Money,
    /// The largest pay-out a cashier makes alone, in minor units.
    pub cashier_pay_out: Money,
    /// Days after closing in which anybody may refund.
    pub refund_days: u32,
}

impl Default for Policy {
    fn default() -> Self {
        Self {
            cashier_discount_ppm: 100_000,
            cashier_voids_fired: false,
            cashier_refund: Money::ZERO,
            cashier_pay_out: Money::from_minor(5_000),
            refund_days: 90,
        }
    }
}

impl Settings {
    /// The business day that `now` falls in.
    pub fn business_day(&self, now: Timestamp) -> BusinessDay {
        BusinessDay::of(now, self.time_zone, self.day_cut_off_minutes)
    }

    /// What screens and HQ may know of the store.
    pub fn card(&self) -> StoreCard {
        StoreCard {
            id: self.store_id,
            names: self.names.clone(),
            currency: self.currency.code().to_owned(),
            currency_exponent: self.currency.exponent(),
            time_zone: self.time_zone.name().to_owned(),
            day_cut_off_minutes: self.day_cut_off_minutes,
            trade: self.trade.clone(),
        }
    }
}

/// What screens and HQ know of a store.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct StoreCard {
    /// Which.
    pub id: StoreId,
    /// What it is called.
    pub names: Names,
    /// ISO 4217 code.
    pub currency: String,
    /// Decimal places of the major unit.
    pub currency_exponent: u32,
    /// IANA name, `Europe/London` for example.
    pub time_zone: String,
    /// Minutes after local midnight at which a business day begins: a night belongs to the day before.
    #[serde(default)]
    pub day_cut_off_minutes: u16,
    /// How it takes money and lets people in.
    #[serde(default)]
    pub trade: Trade,
}

#[cfg(test)]
mod tests {
    #[test]
    fn screens_learn_how_the_store_writes_money_and_time() {
        let card = crate::shop::settings().card();
        assert_eq!((card.currency.as_str(), card.currency_exponent), ("GBP", 2));
        assert_eq!(card.time_zone, "Europe/London");
    }
}
