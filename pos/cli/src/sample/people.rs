//! The people of the sample shop: staff with their PINs, and members. All invented.

use domain::Names;
use domain::id::{MemberId, StaffId};
use domain::staff::Role;

use super::named;

/// Members of the sample shop; as many as the fictional phone range is used for.
pub const MEMBERS: u32 = 200;

/// Who works there: id, name in both scripts, role, PIN. The manager comes first.
pub fn staff() -> Vec<(StaffId, Names, Role, &'static str)> {
    [
        ("林静", "Jing Lin", Role::Manager, "2580"),
        ("陈伟", "Wei Chen", Role::Cashier, "1470"),
        ("王芳", "Fang Wang", Role::Cashier, "3691"),
        ("萨拉", "Sara Ahmed", Role::Cashier, "7415"),
        ("赵强", "Qiang Zhao", Role::Cook, "9631"),
    ]
    .into_iter()
    .map(|(zh, en, role, pin)| {
        (StaffId::from_uuid(named("staff", en)), Names::new(zh, en), role, pin)
    })
    .collect()
}

/// Invented members, each marked as a sample: id, name, phone in E.164 form
/// (+447700900000 to +447700900199, which Ofcom keeps free for fiction).
pub fn members() -> Vec<(MemberId, String, String)> {
    let mut members = Vec::new();
    for (index, (family_zh, family_en)) in (0_u32..).zip(FAMILIES.iter().cycle()) {
        if index == MEMBERS {
            break;
        }
        let place = usize::try_from(index).unwrap_or(0) / FAMILIES.len();
        let (given_zh, given_en) = GIVEN[place % GIVEN.len()];
        members.push((
            MemberId::from_uuid(named("member", &index.to_string())),
            format!("{family_zh}{given_zh} {given_en} {family_en} (sample)"),
            format!("+447700{}", 900_000 + index),
        ));
    }
    members
}

const FAMILIES: [(&str, &str); 20] = [
    ("李", "Li"),
    ("王", "Wang"),
    ("张", "Zhang"),
    ("刘", "Liu"),
    ("陈", "Chen"),
    ("杨", "Yang"),
    ("赵", "Zhao"),
    ("黄", "Huang"),
    ("周", "Zhou"),
    ("吴", "Wu"),
    ("徐", "Xu"),
    ("孙", "Sun"),
    ("胡", "Hu"),
    ("朱", "Zhu"),
    ("高", "Gao"),
    ("林", "Lin"),
    ("何", "He"),
    ("郭", "Guo"),
    ("马", "Ma"),
    ("罗", "Luo"),
];

const GIVEN: [(&str, &str); 10] = [
    ("晓雨", "Xiaoyu"),
    ("子涵", "Zihan"),
    ("明", "Ming"),
    ("丽娜", "Lina"),
    ("志远", "Zhiyuan"),
    ("欣怡", "Xinyi"),
    ("建国", "Jianguo"),
    ("思雨", "Siyu"),
    ("浩然", "Haoran"),
    ("美玲", "Meiling"),
];

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use domain::member::{MEMBER_NAME_CHARS_MAX, is_e164};

    use super::*;

    #[test]
    fn two_hundred_members_have_fictional_phones_and_are_marked_as_samples() {
        let members = members();
        let phones: BTreeSet<_> = members.iter().map(|(_, _, phone)| phone.as_str()).collect();
        assert_eq!((members.len(), phones.len()), (200, 200));
        assert_eq!(phones.first(), Some(&"+447700900000"));
        assert_eq!(phones.last(), Some(&"+447700900199"));
        let names: BTreeSet<_> = members.iter().map(|(_, name, _)| name).collect();
        assert_eq!(names.len(), 200);
        for (_, name, phone) in &members {
            assert!(name.ends_with("(sample)") && name.chars().count() <= MEMBER_NAME_CHARS_MAX);
            assert!(is_e164(phone), "{phone}");
        }
    }

    #[test]
    fn one_manager_some_cashiers_and_a_cook_each_have_a_pin_of_their_own() {
        let staff = staff();
        let count = |role| staff.iter().filter(|(_, _, has, _)| *has == role).count();
        assert_eq!((count(Role::Manager), count(Role::Cashier), count(Role::Cook)), (1, 3, 1));
        assert_eq!(staff[0].2, Role::Manager);
        let pins: BTreeSet<_> = staff.iter().map(|(_, _, _, pin)| pin).collect();
        assert_eq!(pins.len(), staff.len());
        assert!(staff.iter().all(|(_, names, _, _)| names.are_sound()));
    }
}
