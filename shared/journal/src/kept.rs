//! A member's record as it is sealed: what no column says, under short names. A million of them lie in a
//! store, most with a phone, a name and one consent, so names as long as these would be most of it.

use domain::catalogue::Allergen;
use domain::id::{MemberId, StaffId, StoreId};
use domain::member::{Birthday, Consent, MemberRecord, Purpose, Source};
use domain::{BusinessDay, Code, Timestamp};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use uuid::Uuid;

/// What stands in columns of its own.
#[derive(Clone, Copy)]
pub(crate) struct Columns {
    pub(crate) id: MemberId,
    pub(crate) brought_by: Option<StaffId>,
    pub(crate) enrolled_at: Timestamp,
}

/// What is sealed of a record.
///
/// # Errors
/// It does not serialize.
pub(crate) fn sealed_part(record: &MemberRecord) -> serde_json::Result<String> {
    #[derive(Serialize)]
    struct Whole<'a>(#[serde(with = "Kept")] &'a MemberRecord);
    serde_json::to_string(&Whole(record))
}

/// The record of which a text was sealed, with what its columns say.
///
/// # Errors
/// The text is no such thing.
pub(crate) fn whole(text: &str, columns: Columns) -> serde_json::Result<MemberRecord> {
    let kept = Kept::deserialize(&mut serde_json::Deserializer::from_str(text))?;
    let Columns { id, brought_by: enrolled_by, enrolled_at } = columns;
    Ok(MemberRecord { id, enrolled_by, enrolled_at, ..kept })
}

/// How a record is sealed. What has its usual value is left out, and what stands in columns.
#[derive(Serialize, Deserialize)]
#[serde(remote = "MemberRecord")]
struct Kept {
    #[serde(skip, default = "in_its_column")]
    id: MemberId,
    #[serde(skip)]
    enrolled_by: Option<StaffId>,
    #[serde(skip, default = "Timestamp::default")]
    enrolled_at: Timestamp,
    #[serde(rename = "v", default = "first", skip_serializing_if = "is_first")]
    version: u32,
    #[serde(rename = "p")]
    phone: String,
    #[serde(rename = "n", default, skip_serializing_if = "String::is_empty")]
    name: String,
    #[serde(rename = "c", default, with = "kept_consents", skip_serializing_if = "Vec::is_empty")]
    consents: Vec<Consent>,
    #[serde(rename = "a", default, skip_serializing_if = "Vec::is_empty")]
    allergies: Vec<Allergen>,
    #[serde(rename = "k", default, skip_serializing_if = "String::is_empty")]
    page_key: String,
    #[serde(rename = "t", default, skip_serializing_if = "Vec::is_empty")]
    tags: Vec<String>,
    #[serde(rename = "b", default, skip_serializing_if = "Option::is_none")]
    birthday: Option<Birthday>,
    #[serde(rename = "d", default, skip_serializing_if = "Vec::is_empty")]
    cards: Vec<String>,
    #[serde(rename = "u", default, skip_serializing_if = "Vec::is_empty")]
    unlike: Vec<MemberId>,
    #[serde(rename = "s", default, skip_serializing_if = "Option::is_none")]
    source: Option<Source>,
    #[serde(rename = "m", default, skip_serializing_if = "Option::is_none")]
    campaign: Option<Code>,
    #[serde(rename = "w", default, skip_serializing_if = "Option::is_none")]
    written_on: Option<BusinessDay>,
    #[serde(rename = "x", default, skip_serializing_if = "Option::is_none")]
    written_by: Option<StoreId>,
}

/// A consent, with the version of its text.
#[derive(Serialize, Deserialize)]
enum KeptConsent {
    #[serde(rename = "m")]
    Membership(u32),
    #[serde(rename = "w")]
    Marketing(u32),
    #[serde(rename = "a")]
    Allergies(u32),
}

const fn first() -> u32 {
    1
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "what serde asks with")]
const fn is_first(version: &u32) -> bool {
    *version == first()
}

fn in_its_column() -> MemberId {
    MemberId::from_uuid(Uuid::nil())
}

/// Consents as they are sealed.
mod kept_consents {
    use super::{Consent, Deserialize, Deserializer, KeptConsent, Serializer};

    pub(super) fn serialize<S: Serializer>(
        consents: &[Consent],
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(consents.iter().map(|consent| KeptConsent::of(*consent)))
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<Vec<Consent>, D::Error> {
        let kept = Vec::<KeptConsent>::deserialize(deserializer)?;
        Ok(kept.into_iter().map(KeptConsent::consent).collect())
    }
}

impl KeptConsent {
    fn of(consent: Consent) -> Self {
        let version = consent.text_version;
        match consent.purpose {
            Purpose::Membership => Self::Membership(version),
            Purpose::Marketing => Self::Marketing(version),
            Purpose::Allergies => Self::Allergies(version),
        }
    }

    fn consent(self) -> Consent {
        let (purpose, text_version) = match self {
            Self::Membership(version) => (Purpose::Membership, version),
            Self::Marketing(version) => (Purpose::Marketing, version),
            Self::Allergies(version) => (Purpose::Allergies, version),
        };
        Consent { purpose, text_version }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Somebody of whom everything is known that can be.
    fn known_well() -> MemberRecord {
        let day = |text: &str| serde_json::from_value(serde_json::json!(text)).unwrap();
        let consent = |purpose, text_version| Consent { purpose, text_version };
        MemberRecord {
            id: MemberId::from_uuid(uuid::Uuid::from_u128(1)),
            version: 7,
            phone: "+447700900123".to_owned(),
            name: "王小芳".to_owned(),
            consents: vec![
                consent(Purpose::Allergies, 3),
                consent(Purpose::Membership, 1),
                consent(Purpose::Marketing, 2),
            ],
            enrolled_at: Timestamp::from_ms(1_795_262_400_000),
            enrolled_by: Some(StaffId::from_uuid(uuid::Uuid::from_u128(2))),
            allergies: vec![Allergen::Gluten],
            page_key: "ab".repeat(32),
            tags: vec!["no straw".to_owned()],
            birthday: Some(Birthday { month: 2, day: 29 }),
            cards: vec!["SAMPLE-1".to_owned()],
            unlike: vec![MemberId::from_uuid(uuid::Uuid::from_u128(3))],
            source: Some(Source::Friend),
            campaign: Some(Code::new("spring").unwrap()),
            written_on: Some(day("2026-11-27")),
            written_by: Some(StoreId::from_uuid(uuid::Uuid::from_u128(4))),
        }
    }

    fn round(record: &MemberRecord) -> (String, MemberRecord) {
        let text = sealed_part(record).unwrap();
        let columns = Columns {
            id: record.id,
            brought_by: record.enrolled_by,
            enrolled_at: record.enrolled_at,
        };
        let read = whole(&text, columns).unwrap();
        (text, read)
    }

    #[test]
    fn nothing_of_a_record_is_lost_when_it_is_kept() {
        let record = known_well();
        assert_eq!(round(&record).1, record);
        let bare = MemberRecord {
            name: String::new(),
            ..MemberRecord::new(record.id, "+1", record.enrolled_at)
        };
        assert_eq!(round(&bare).1, bare);
    }

    /// The size of a million of them hangs on it.
    #[test]
    fn of_somebody_of_whom_little_is_known_little_is_kept() {
        let MemberRecord { phone, name, enrolled_at, id, .. } = known_well();
        let consents = vec![Consent { purpose: Purpose::Membership, text_version: 1 }];
        let record = MemberRecord { name, consents, ..MemberRecord::new(id, &phone, enrolled_at) };
        assert_eq!(round(&record).0, r#"{"p":"+447700900123","n":"王小芳","c":[{"m":1}]}"#);
    }
}
