//! Members: recognised by phone, enrolled with consent, earning points.
//!
//! The record (phone, name) is reference data that can be erased; the journal knows ids only.

pub mod decide;
pub mod duplicates;
pub mod elsewhere;
pub mod evolve;
pub mod groups;
pub mod habits;
pub mod letters;
pub mod merging;
pub mod numbers;
pub mod scorecard;
pub mod standing;
pub mod tagging;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::catalogue::Allergen;
use crate::id::{ItemId, MemberId, StaffId, StoreId};
use crate::ledger::Coupon;
use crate::{BusinessDay, Code, Money, Timestamp, is_default};

/// Characters in a member's name at most.
pub const MEMBER_NAME_CHARS_MAX: usize = 40;
/// Cards of one member at most.
pub const CARDS_MAX: usize = 5;
/// Characters of a card at most, and at least.
pub const CARD_CHARS: std::ops::RangeInclusive<usize> = 4..=64;
/// Tags of one member at most.
pub const TAGS_MAX: usize = 10;
/// Members of one who are known to be somebody else, at most; past it the earliest is forgotten.
pub const UNLIKE_MAX: usize = 20;
/// Characters in a tag at most.
pub const TAG_CHARS_MAX: usize = 20;

/// What somebody may agree to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum Purpose {
    /// Being recognised and earning points.
    Membership,
    /// Being written to.
    Marketing,
    /// What makes them ill being kept, and shown to whoever takes or cooks their orders.
    Allergies,
}

/// From where somebody came to be a member.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum Source {
    /// Asked at the counter.
    Counter,
    /// A friend told them.
    Friend,
    /// A poster, a flyer or a table card.
    Poster,
    /// Something they read online.
    Online,
    /// A delivery service.
    Delivery,
}

/// How somebody came to be a member.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(deny_unknown_fields, default)]
pub struct Came {
    /// Whose personal code they gave; whoever enrols them brought them otherwise.
    pub brought_by: Option<StaffId>,
    /// From where.
    pub source: Option<Source>,
    /// By which campaign.
    pub campaign: Option<Code>,
}

/// That somebody agreed, and to which wording.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct Consent {
    /// To what.
    pub purpose: Purpose,
    /// The version of the text they saw.
    pub text_version: u32,
}

/// Who a member is. Erasable; never in the journal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MemberRecord {
    /// Which member.
    pub id: MemberId,
    /// Rises with each change of the record.
    pub version: u32,
    /// In E.164 form: `+` and 7 to 15 digits.
    pub phone: String,
    /// What to call them; may be empty.
    pub name: String,
    /// What they agreed to.
    pub consents: Vec<Consent>,
    /// When they were enrolled.
    pub enrolled_at: Timestamp,
    /// Who brought them: whose code they gave, or else who enrolled them.
    pub enrolled_by: Option<StaffId>,
    /// What makes them ill, as they said it.
    #[serde(default, skip_serializing_if = "is_default")]
    pub allergies: Vec<Allergen>,
    /// The public key of the phone that shows their member page, 64 hexadecimal digits; empty without.
    #[serde(default, skip_serializing_if = "is_default")]
    pub page_key: String,
    /// What staff call them by: *regular lunch*, *no straw*. Words about people, so never in the
    /// journal.
    #[serde(default, skip_serializing_if = "is_default")]
    pub tags: Vec<String>,
    /// Their birthday, if they said it.
    #[serde(default, skip_serializing_if = "is_default")]
    pub birthday: Option<Birthday>,
    /// Cards and wallets that stand for them, and what other systems call them: as a scanner reads it.
    #[serde(default, skip_serializing_if = "is_default")]
    pub cards: Vec<String>,
    /// Members who look like them and are not, at most [`UNLIKE_MAX`]: people have looked.
    #[serde(default, skip_serializing_if = "is_default")]
    pub unlike: Vec<MemberId>,
    /// From where they came.
    #[serde(default, skip_serializing_if = "is_default")]
    pub source: Option<Source>,
    /// By which campaign they came.
    #[serde(default, skip_serializing_if = "is_default")]
    pub campaign: Option<Code>,
    /// The business day on which they were last written to.
    #[serde(default, skip_serializing_if = "is_default")]
    pub written_on: Option<BusinessDay>,
    /// By which store.
    #[serde(default, skip_serializing_if = "is_default")]
    pub written_by: Option<StoreId>,
}

impl MemberRecord {
    /// Somebody with a phone, of whom nothing else is known.
    pub fn new(id: MemberId, phone: &str, enrolled_at: Timestamp) -> Self {
        Self {
            id,
            version: 1,
            phone: phone.to_owned(),
            name: String::new(),
            consents: Vec::new(),
            enrolled_at,
            enrolled_by: None,
            allergies: Vec::new(),
            page_key: String::new(),
            tags: Vec::new(),
            birthday: None,
            cards: Vec::new(),
            unlike: Vec::new(),
            source: None,
            campaign: None,
            written_on: None,
            written_by: None,
        }
    }

    /// Whether they agreed to something.
    pub fn agrees(&self, purpose: Purpose) -> bool {
        self.consents.iter().any(|consent| consent.purpose == purpose)
    }
}

/// A day of the year. Nobody needs to say how old they are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(deny_unknown_fields)]
pub struct Birthday {
    /// 1 to 12.
    pub month: u8,
    /// 1 to 31.
    pub day: u8,
}

impl Birthday {
    /// Whether there is such a day in some year.
    pub fn is_sound(self) -> bool {
        // A leap year has every day that there is.
        chrono::NaiveDate::from_ymd_opt(2024, self.month.into(), self.day.into()).is_some()
    }

    /// Days from a business day to the next one of these, 0 on the day itself. The 29th of February
    /// is kept on the 1st of March in other years.
    pub fn days_from(self, today: BusinessDay) -> i64 {
        let today = today.date();
        let of = |year: i32| {
            chrono::NaiveDate::from_ymd_opt(year, self.month.into(), self.day.into())
                .or_else(|| chrono::NaiveDate::from_ymd_opt(year, 3, 1))
                .unwrap_or(today)
        };
        let year = chrono::Datelike::year(&today);
        let this = of(year);
        let next = if this < today { of(year + 1) } else { this };
        next.signed_duration_since(today).num_days()
    }
}

/// What staff may change of a member, all of it at once.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(deny_unknown_fields)]
pub struct MemberAbout {
    /// What to call them; may be empty.
    pub name: String,
    /// At most [`TAGS_MAX`].
    pub tags: Vec<String>,
    /// Their birthday, if they said it.
    pub birthday: Option<Birthday>,
    /// Cards and wallets that stand for them, at most [`CARDS_MAX`].
    #[serde(default)]
    pub cards: Vec<String>,
    /// That they agree to being written to; `None` when they do not, or no longer.
    pub marketing: Option<Consent>,
}

/// What a member has earned, folded from the journal.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Member {
    /// Points to their name; below zero when some were spent whose order was given back.
    pub points: i64,
    /// Orders closed as theirs.
    pub visits: u32,
    /// The business day of the last one.
    pub last_visit: Option<BusinessDay>,
    /// What those orders came to.
    pub spent: Money,
    /// The limited items of the orders closed on the last visit's business day, and how many.
    #[serde(default, skip_serializing_if = "is_default")]
    pub bought: BTreeMap<ItemId, u32>,
    /// Stored value that they paid in. Never below zero.
    #[serde(default, skip_serializing_if = "is_default")]
    pub principal: Money,
    /// Stored value that the store added. Never below zero.
    #[serde(default, skip_serializing_if = "is_default")]
    pub gift: Money,
    /// Coupons that they hold, in the order they came; past ones among them.
    #[serde(default, skip_serializing_if = "is_default")]
    pub coupons: Vec<Coupon>,
    /// Coupons that they paid with here while they did not lie here, in the order they were taken.
    #[serde(default, skip_serializing_if = "is_default")]
    pub owed_coupons: Vec<Coupon>,
    /// Promotions of the orders closed on the last visit's business day, one entry for each order.
    #[serde(default, skip_serializing_if = "is_default")]
    pub promotions: Vec<Code>,
    /// The business day of the first order.
    #[serde(default, skip_serializing_if = "is_default")]
    pub first_visit: Option<BusinessDay>,
    /// The last months with something in them, the earliest first.
    #[serde(default, skip_serializing_if = "is_default")]
    pub months: Vec<standing::Month>,
    /// What their orders are like.
    #[serde(default, skip_serializing_if = "is_default")]
    pub habits: habits::Habits,
    /// What they did in other stores, as HQ told last.
    #[serde(default, skip_serializing_if = "is_default")]
    pub elsewhere: elsewhere::Elsewhere,
    /// The number of the last of HQ's lendings that this store took.
    #[serde(default, skip_serializing_if = "is_default")]
    pub lent: u32,
    /// Who served them last.
    #[serde(default, skip_serializing_if = "is_default")]
    pub last_served_by: Option<StaffId>,
    /// Those who were merged into this one, the earliest first.
    #[serde(default, skip_serializing_if = "is_default")]
    pub merged: Vec<MemberId>,
    /// Into whom this one was merged.
    #[serde(default, skip_serializing_if = "is_default")]
    pub merged_into: Option<Box<merging::Merge>>,
}

/// Whether a phone is in E.164 form: `+`, then 7 to 15 digits (ITU-T E.164 allows 15 at most).
pub fn is_e164(phone: &str) -> bool {
    phone.strip_prefix('+').is_some_and(|digits| {
        (7..=15).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit())
    })
}

/// A phone with all but its last four digits hidden: `•••• 0123`.
pub fn masked_phone(phone: &str) -> String {
    let last: String = phone.chars().rev().take(4).collect();
    format!("•••• {}", last.chars().rev().collect::<String>())
}

#[cfg(test)]
mod tests;
