//! The groups that a member is in on a day: how far they are, whether they are due, their tier, their
//! tags. A store counts its members by them, and HQ those of the chain.

use serde::{Deserialize, Serialize};

use super::standing::{self, LifeStage};
use super::{Member, MemberRecord, letters, tagging};
use crate::catalogue::Item;
use crate::id::ItemId;
use crate::settings::MemberRules;
use crate::{BusinessDay, Names};

/// Days ahead in which a birthday counts as soon.
pub const BIRTHDAY_DAYS: i64 = 14;

/// The key of the group of those who were written to lately.
pub const WRITTEN: &str = "written";
const DUE: &str = "due";
const BIRTHDAY: &str = "birthday";
const STAGE: &str = "stage:";
const TIER: &str = "tier:";
const TAG: &str = "tag:";

/// What members of a group have in common.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum GroupOf {
    /// How far their life with the shop is.
    Stage {
        /// How far.
        stage: LifeStage,
    },
    /// Regulars who have been away for as long as they usually are.
    Due,
    /// Their birthday is today or in the next [`BIRTHDAY_DAYS`] days.
    Birthday,
    /// They were written to in the last days, and are not written to again before those are over.
    Written,
    /// A tier.
    Tier {
        /// What it is called.
        names: Names,
    },
    /// A tag.
    Tag {
        /// Which.
        tag: String,
    },
}

impl GroupOf {
    /// What a key says: `stage:regular`, `due`, `tier:gold`, `tag:no straw`; `None` when there is no such
    /// group, or no such tier any more.
    pub fn of_key(rules: &MemberRules, key: &str) -> Option<Self> {
        if let Some(word) = key.strip_prefix(STAGE) {
            let stage = LifeStage::ALL.into_iter().find(|stage| word_of(*stage) == word)?;
            return Some(Self::Stage { stage });
        }
        if let Some(code) = key.strip_prefix(TIER) {
            let tier = rules.tiers.iter().find(|tier| tier.code.as_str() == code)?;
            return Some(Self::Tier { names: tier.names.clone() });
        }
        if let Some(tag) = key.strip_prefix(TAG) {
            return Some(Self::Tag { tag: tag.to_owned() });
        }
        match key {
            DUE => Some(Self::Due),
            BIRTHDAY => Some(Self::Birthday),
            WRITTEN => Some(Self::Written),
            _ => None,
        }
    }

    /// Where a group stands among the others: the life of a member first, then what is due, then tiers
    /// from the lowest, then tags.
    pub fn place(&self, rules: &MemberRules) -> (u8, usize) {
        match self {
            Self::Stage { stage } => {
                (0, LifeStage::ALL.iter().position(|known| known == stage).unwrap_or_default())
            }
            Self::Due => (1, 0),
            Self::Birthday => (2, 0),
            Self::Written => (2, 1),
            Self::Tier { names } => {
                (3, rules.tiers.iter().position(|tier| tier.names == *names).unwrap_or_default())
            }
            Self::Tag { .. } => (4, 0),
        }
    }
}

/// The keys of the groups that somebody is in. `item` finds what is sold.
pub fn keys_of<'a>(
    rules: &MemberRules,
    item: impl Fn(ItemId) -> Option<&'a Item>,
    record: &MemberRecord,
    member: &Member,
    today: BusinessDay,
) -> Vec<String> {
    let stage = word_of(standing::stage(rules, member, today));
    let mut keys = vec![format!("{STAGE}{stage}")];
    let soon = |birthday: super::Birthday| birthday.days_from(today) <= BIRTHDAY_DAYS;
    for (key, is_in) in [
        (DUE, standing::is_due(rules, member, today)),
        (BIRTHDAY, record.birthday.is_some_and(soon)),
        (WRITTEN, letters::is_quiet(rules, record, today)),
    ] {
        if is_in {
            keys.push(key.to_owned());
        }
    }
    keys.extend(standing::tier(rules, member, today).map(|tier| format!("{TIER}{}", tier.code)));
    let by_hand = record.tags.iter().map(String::as_str);
    let tags = by_hand.chain(tagging::by_rule(rules, item, record, member, today));
    keys.extend(tags.map(|tag| format!("{TAG}{tag}")));
    keys
}

/// How a stage is called in a key: the glossary's word.
fn word_of(stage: LifeStage) -> &'static str {
    match stage {
        LifeStage::Prospect => "prospect",
        LifeStage::First => "first",
        LifeStage::Second => "second",
        LifeStage::Regular => "regular",
        LifeStage::AtRisk => "at_risk",
        LifeStage::Lost => "lost",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::member::evolve::earned;
    use crate::member::standing::Tier;
    use crate::member::{Birthday, tagging::TagRule};
    use crate::shop::{NOON, code, day, member, pence};

    #[test]
    fn a_member_is_in_the_group_of_their_stage_tier_and_each_tag_and_every_key_says_which_group() {
        let gold = Tier {
            code: code("gold"),
            names: Names::new("金", "Gold"),
            spent: pence(2_000),
            visits: 0,
            paid_in: pence(0),
            points_percent: 150,
            kitchen_mark: false,
        };
        let big = TagRule { visits: 3, ..TagRule::named("often") };
        let rules = MemberRules {
            tiers: vec![gold],
            tier_months: 1,
            tag_rules: vec![big],
            quiet_days: 7,
            ..MemberRules::default()
        };
        let mut record = MemberRecord::new(member(1), "+447700900001", NOON);
        let mut guest = Member::default();
        let keys = |record: &MemberRecord, guest: &Member, on| {
            let keys = keys_of(&rules, |_| None, record, guest, on);
            assert!(keys.iter().all(|key| GroupOf::of_key(&rules, key).is_some()), "{keys:?}");
            keys.join(" ")
        };
        assert_eq!(keys(&record, &guest, day(2026, 11, 1)), "stage:prospect");
        for on in [1, 8, 15] {
            earned(&mut guest, 0, pence(1_000), day(2026, 11, on), &[]);
        }
        record.tags = vec!["no straw".to_owned()];
        record.birthday = Some(Birthday { month: 11, day: 29 });
        record.written_on = Some(day(2026, 11, 20));
        let all = "stage:regular due birthday written tier:gold tag:no straw tag:often";
        assert_eq!(keys(&record, &guest, day(2026, 11, 22)), all);
        for wrong in ["stage:", "stage:old", "tier:", "tier:silver", "", "everybody"] {
            assert_eq!(GroupOf::of_key(&rules, wrong), None, "{wrong}");
        }
        for stage in LifeStage::ALL {
            let key = format!("stage:{}", word_of(stage));
            assert_eq!(GroupOf::of_key(&rules, &key), Some(GroupOf::Stage { stage }));
            assert_eq!(serde_json::to_value(stage).unwrap(), word_of(stage), "as on the wire");
        }
    }
}
