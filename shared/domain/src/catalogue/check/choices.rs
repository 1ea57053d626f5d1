//! Sets of modifiers: can they be satisfied, and do they end?

use super::{Known, Problems, called, twice};
use crate::Money;
use crate::catalogue::{GROUP_MODIFIERS_MAX, Modifier, ModifierGroup, PRICE_MAX};

pub(super) fn problems(group: &ModifierGroup, known: &Known<'_>, problems: &mut Problems) {
    let name = called(&group.names, group.id);
    problems.must(group.names.are_sound(), || {
        format!("group {name}: give it a name in both languages")
    });
    let count = u32::try_from(group.modifiers.len()).unwrap_or(u32::MAX);
    problems.must(group.modifiers.len() <= GROUP_MODIFIERS_MAX, || {
        format!("group {name}: it has more than {GROUP_MODIFIERS_MAX} modifiers: remove some")
    });
    let can_be_reached = group.min <= group.max && group.min <= count;
    problems.must(can_be_reached, || {
        format!("group {name}: its minimum can never be reached: lower it")
    });
    // A till ticks each choice once, so nobody could ever take that many.
    problems.must(!can_be_reached || group.max <= count, || {
        format!("group {name}: its maximum is above the number of its choices: lower it")
    });
    let defaults = group.modifiers.iter().filter(|modifier| modifier.default).count();
    problems.must(u32::try_from(defaults).is_ok_and(|defaults| defaults <= group.max), || {
        format!("group {name}: more defaults than its maximum: remove some")
    });
    for modifier in &group.modifiers {
        of_modifier(modifier, &name, known, problems);
    }
}

fn of_modifier(modifier: &Modifier, group: &str, known: &Known<'_>, problems: &mut Problems) {
    let name = called(&modifier.names, modifier.id);
    problems.must(modifier.names.are_sound(), || {
        format!("group {group}, modifier {name}: give it a name in both languages")
    });
    let least = Money::from_minor(-PRICE_MAX.minor());
    problems.must((least..=PRICE_MAX).contains(&modifier.price), || {
        format!("group {group}, modifier {name}: its price is out of range: correct it")
    });
    for id in twice(modifier.groups.iter()) {
        problems.must(false, || {
            format!("group {group}, modifier {name}: it opens group {id} twice: remove one")
        });
    }
    for id in &modifier.groups {
        let Some(opened) = known.groups.get(id) else {
            problems.must(false, || {
                format!(
                    "group {group}, modifier {name}: it opens a group that does not exist: take it off"
                )
            });
            continue;
        };
        // One level deep, no deeper: with that, no set can lead back to itself either.
        problems.must(opened.modifiers.iter().all(|inner| inner.groups.is_empty()), || {
            let inner = called(&opened.names, id);
            format!(
                "group {group}, modifier {name}: it opens group {inner}, which opens another: take one off"
            )
        });
    }
}
