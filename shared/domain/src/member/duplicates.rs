//! Which members may be one person: proposed to people, who decide.
//!
//! Two of three agree: the name, the birthday, and all digits of the phone but one, or but two
//! neighbours that changed places. Equal phones and equal cards need no proposal: a store keeps each
//! for one member only. A name alone is no sign: half a town is called Wang Wei.

use std::hash::{DefaultHasher, Hash, Hasher};

use serde::{Deserialize, Serialize};

use super::{Birthday, MemberRecord};
use crate::id::MemberId;

/// Members that agree in something are compared with each other up to so many; more of them agree by
/// accident.
const ALIKE_MAX: usize = 8;

/// What two members agree in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum Alike {
    /// The same name, and phones like one mistyped as the other.
    NameAndPhone,
    /// The same name and birthday.
    NameAndBirthday,
    /// The same birthday, and phones like one mistyped as the other.
    BirthdayAndPhone,
}

/// What two records agree in, if it is enough.
pub fn alike(one: &MemberRecord, other: &MemberRecord) -> Option<Alike> {
    if one.id == other.id || one.unlike.contains(&other.id) || other.unlike.contains(&one.id) {
        return None;
    }
    let name = !one.name.is_empty() && plain(&one.name) == plain(&other.name);
    let birthday = one.birthday.is_some() && one.birthday == other.birthday;
    let phone = is_mistyped(&one.phone, &other.phone);
    match (name, birthday, phone) {
        (true, _, true) => Some(Alike::NameAndPhone),
        (true, true, false) => Some(Alike::NameAndBirthday),
        (false, true, true) => Some(Alike::BirthdayAndPhone),
        (true, false, false) | (false, _, _) => None,
    }
}

/// Whether one digit differs, or two neighbours changed places.
fn is_mistyped(one: &str, other: &str) -> bool {
    if one.len() != other.len() {
        return false;
    }
    let (one, other) = (one.as_bytes(), other.as_bytes());
    let mut differ = one.iter().zip(other).enumerate().filter(|(_, (a, b))| a != b);
    match (differ.next(), differ.next(), differ.next()) {
        (Some(_), None, None) => true,
        (Some((at, (a, b))), Some((next, (c, d))), None) => next == at + 1 && a == d && b == c,
        _ => false,
    }
}

/// A name without spaces and capitals.
fn plain(name: &str) -> String {
    name.chars().filter(|char| !char.is_whitespace()).flat_map(char::to_lowercase).collect()
}

/// Finds candidates in one pass over all members; 80 bytes or less of memory for each.
#[derive(Debug, Default)]
pub struct Candidates {
    ids: Vec<MemberId>,
    /// What members may agree in, hashed, with the place of the member in `ids`.
    signs: Vec<(u64, u32)>,
}

impl Candidates {
    /// Takes a member into account.
    pub fn add(&mut self, record: &MemberRecord) {
        let Ok(place) = u32::try_from(self.ids.len()) else { return };
        self.ids.push(record.id);
        let name = plain(&record.name);
        // Where one digit differs, either the last four are the same or all before them.
        let split = record.phone.len().saturating_sub(4);
        let (head, tail) = record.phone.split_at_checked(split).unwrap_or((&record.phone, ""));
        let mut sign = |value: (u8, &str, Option<Birthday>)| {
            let mut hasher = DefaultHasher::new();
            (value.0, value.1, value.2.map(|day| (day.month, day.day))).hash(&mut hasher);
            self.signs.push((hasher.finish(), place));
        };
        if let Some(birthday) = record.birthday {
            sign((0, &format!("{tail} "), Some(birthday)));
            sign((0, head, Some(birthday)));
            if !name.is_empty() {
                sign((1, &name, Some(birthday)));
            }
        }
        if !name.is_empty() {
            sign((2, &format!("{name} {tail} "), None));
            sign((2, &format!("{name} {head}"), None));
        }
    }

    /// Pairs that agree in something, each once and at most `most`: to be looked at with [`alike`].
    pub fn pairs(mut self, most: usize) -> Vec<(MemberId, MemberId)> {
        self.signs.sort_unstable();
        let mut pairs = Vec::new();
        for group in self.signs.chunk_by(|(one, _), (other, _)| one == other) {
            if !(2..=ALIKE_MAX).contains(&group.len()) {
                continue;
            }
            for (at, (_, one)) in group.iter().enumerate() {
                pairs.extend(group.iter().skip(at + 1).map(|(_, other)| (*one, *other)));
            }
        }
        pairs.sort_unstable();
        pairs.dedup();
        let id = |place: u32| usize::try_from(place).ok().and_then(|at| self.ids.get(at)).copied();
        let found = pairs.into_iter().filter_map(|(one, other)| Some((id(one)?, id(other)?)));
        found.take(most).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::shop::{NOON, member};

    fn record(id: u128, name: &str, phone: &str, birthday: Option<(u8, u8)>) -> MemberRecord {
        MemberRecord {
            id: member(id),
            version: 1,
            phone: phone.into(),
            name: name.into(),
            consents: Vec::new(),
            enrolled_at: NOON,
            enrolled_by: None,
            allergies: Vec::new(),
            page_key: String::new(),
            tags: Vec::new(),
            birthday: birthday.map(|(month, day)| Birthday { month, day }),
            cards: Vec::new(),
            unlike: Vec::new(),
            source: None,
            campaign: None,
        }
    }

    fn found(records: &[MemberRecord]) -> Vec<(MemberId, MemberId)> {
        let mut candidates = Candidates::default();
        for record in records {
            candidates.add(record);
        }
        candidates.pairs(100)
    }

    #[test]
    fn two_of_name_birthday_and_a_mistyped_phone_make_a_proposal_and_one_alone_does_not() {
        let mei = record(1, "Mei Li", "+447700900123", Some((5, 17)));
        let other = |name, phone, birthday| record(2, name, phone, birthday);
        for (second, why) in [
            (other("mei  LI", "+447700900173", None), Some(Alike::NameAndPhone)),
            (other("Mei Li", "+447700900132", None), Some(Alike::NameAndPhone)),
            (other("Mei Li", "+447711900123", Some((5, 17))), Some(Alike::NameAndBirthday)),
            (other("M. Li", "+447700800123", Some((5, 17))), Some(Alike::BirthdayAndPhone)),
            (other("", "+447700900124", Some((5, 17))), Some(Alike::BirthdayAndPhone)),
            (other("Mei Li", "+8613900000000", Some((5, 18))), None),
            (other("Mei Li", "+447700900321", None), None),
            (other("Ann", "+447700900124", None), None),
            (other("Ann", "+447711900124", Some((5, 17))), None),
            (other("Mei Li", "+44770090012", None), None),
        ] {
            assert_eq!(alike(&mei, &second), why, "{second:?}");
            let proposed = found(&[mei.clone(), second.clone()]);
            // What is alike is among the candidates, whatever else is.
            assert!(why.is_none() || proposed == [(member(1), member(2))], "{second:?}");
        }
    }

    #[test]
    fn members_without_a_name_are_not_alike_for_having_none() {
        let nobody = record(1, "", "+447700900123", None);
        let other = record(2, " ", "+447700900124", None);
        assert_eq!(alike(&nobody, &other), None);
        assert_eq!(found(&[nobody, other]), []);
    }

    #[test]
    fn who_was_said_to_be_somebody_else_is_not_proposed_again() {
        let one = record(1, "Mei", "+447700900123", None);
        let mut other = record(2, "Mei", "+447700900124", None);
        assert!(alike(&one, &other).is_some());
        other.unlike.push(member(1));
        assert_eq!(alike(&one, &other), None);
        assert_eq!(alike(&other, &one), None);
    }

    #[test]
    fn a_birthday_and_a_name_that_many_share_propose_nobody() {
        let many: Vec<MemberRecord> = (1..20)
            .map(|id| record(id, "王伟", &format!("+86{:011}", id * 7_919_000_017), Some((1, 1))))
            .collect();
        assert_eq!(found(&many), []);
    }
}
