//! Combos: one price, parts that can be chosen, and nothing within them that is a combo itself.

use super::{Known, Problems, called, is_price, twice};
use crate::catalogue::{
    COMBO_CHOICES_MAX, COMBO_GROUPS_MAX, ComboChoice, ComboGroup, Item, SoldBy,
};

pub(super) fn problems(item: &Item, known: &Known<'_>, problems: &mut Problems) {
    if item.combo.is_empty() {
        return;
    }
    let name = called(&item.names, item.id);
    problems.must(item.combo.len() <= COMBO_GROUPS_MAX, || {
        format!("combo {name}: it has more than {COMBO_GROUPS_MAX} parts: remove some")
    });
    let plain = item.sizes.is_empty() && item.sold_by == SoldBy::Piece;
    problems.must(plain, || format!("combo {name}: it has no sizes and no weight: take them off"));
    problems.must(!plain || item.price.is_some(), || {
        format!("combo {name}: it has no open price: give it one")
    });
    for (group, number) in item.combo.iter().zip(1..) {
        let place = format!("combo {name}, part {}", called(&group.names, number));
        of_group(item, group, &place, known, problems);
    }
}

fn of_group(
    combo: &Item,
    group: &ComboGroup,
    place: &str,
    known: &Known<'_>,
    problems: &mut Problems,
) {
    problems.must(group.names.are_sound(), || format!("{place}: give it a name in both languages"));
    let count = u32::try_from(group.choices.len()).unwrap_or(u32::MAX);
    problems.must((1..=COMBO_CHOICES_MAX).contains(&group.choices.len()), || {
        format!("{place}: give it 1 to {COMBO_CHOICES_MAX} choices")
    });
    let sound = group.max >= 1 && group.min <= group.max && (count == 0 || group.max <= count);
    problems.must(sound, || {
        format!(
            "{place}: from {} to {} of {count} cannot be chosen: correct it",
            group.min, group.max
        )
    });
    for (item_id, _) in twice(group.choices.iter().map(|choice| (choice.item_id, choice.size_id))) {
        let what = known
            .items
            .get(&item_id)
            .map_or_else(|| item_id.to_string(), |item| called(&item.names, item.id));
        problems.must(false, || format!("{place}: {what} stands twice: remove one"));
    }
    for choice in &group.choices {
        of_choice(combo, choice, place, known, problems);
    }
}

fn of_choice(
    combo: &Item,
    choice: &ComboChoice,
    place: &str,
    known: &Known<'_>,
    problems: &mut Problems,
) {
    problems.must(is_price(choice.extra), || {
        format!("{place}: what a choice adds is out of range: give 0 or more")
    });
    let Some(item) = known.items.get(&choice.item_id) else {
        problems
            .must(false, || format!("{place}: there is no item {}: take it off", choice.item_id));
        return;
    };
    let name = called(&item.names, item.id);
    if item.id == combo.id || !item.combo.is_empty() {
        problems.must(false, || format!("{place}: {name} is a combo itself: take it off"));
        return;
    }
    let of_size = choice.size_id.is_some_and(|id| item.size(id).is_some());
    match (item.sizes.is_empty(), choice.size_id) {
        (false, _) => {
            problems.must(of_size, || format!("{place}: {name} comes in sizes: say which one"));
        }
        (true, Some(_)) => {
            problems.must(false, || format!("{place}: {name} has no sizes: leave the size out"));
        }
        (true, None) => {
            let fixed = item.price.is_some() && item.sold_by == SoldBy::Piece;
            problems.must(fixed, || {
                format!("{place}: {name} has an open price or a weight: take it off")
            });
        }
    }
}
