//! What a line is when it is rung: item, choices, price, tax and route as of now.

use std::collections::BTreeMap;

use super::arrange::{sound_note, sound_seating};
use crate::catalogue::{ComboChoice, Item, Menu, ModifierGroup, PRICE_MAX, SoldBy};
use crate::id::{ItemId, LineId, MemberId, ModifierId};
use crate::order::details::LineSize;
use crate::order::{
    Channel, GRAMS_MAX, LINES_MAX, Line, LineDetails, LineModifier, LinePart, LineState,
    MODIFIERS_MAX, NewLine, NewPart, Order, QUANTITY_MAX,
};
use crate::stock::Availability;
use crate::stock::evolve::taken_by;
use crate::store::State;
use crate::{BusinessDay, Money, Names, Rejection, Timestamp};

/// Grams in a kilogram, of which a price by weight is.
const KILOGRAM_G: i64 = 1_000;

/// Where and when lines are rung.
pub(super) struct Ringing<'a> {
    pub(super) state: &'a State,
    pub(super) channel: Channel,
    pub(super) now: Timestamp,
    /// Practice takes no stock.
    pub(super) training: bool,
    /// Whose order it is.
    pub(super) member: Option<MemberId>,
}

impl<'a> Ringing<'a> {
    /// Ringing on an order that is there.
    pub(super) fn on(state: &'a State, order: &Order, now: Timestamp) -> Self {
        let (channel, training, member) =
            (order.channel, order.is_training(), state.member_of(order));
        Self { state, channel, now, training, member }
    }

    fn menu(&self) -> &Menu {
        self.state.menu()
    }

    fn item(&self, id: ItemId) -> Result<&Item, Rejection> {
        self.menu().item(id).ok_or(Rejection::UnknownItem { item_id: id })
    }

    /// Rings new lines that come after `known` ones.
    pub(super) fn ring(
        &self,
        known: &[Line],
        new_lines: &[NewLine],
    ) -> Result<Vec<Line>, Rejection> {
        if new_lines.is_empty() {
            return Err(Rejection::OrderEmpty);
        }
        if known.len() + new_lines.len() > LINES_MAX {
            let most = u32::try_from(LINES_MAX).unwrap_or(u32::MAX);
            return Err(Rejection::TooManyLines { most });
        }
        let last = known.iter().map(|line| line.position).max().unwrap_or(0);
        let mut lines: Vec<Line> = Vec::with_capacity(new_lines.len());
        for (ask, position) in new_lines.iter().zip(last + 1..) {
            let line_id = ask.line_id;
            if known.iter().chain(&lines).any(|line| line.id == line_id) {
                return Err(Rejection::LineExists { line_id });
            }
            lines.push(self.ring_one(ask, position)?);
        }
        self.available(&lines)?;
        self.within_member_limit(known, &lines)?;
        Ok(lines)
    }

    fn ring_one(&self, ask: &NewLine, position: u32) -> Result<Line, Rejection> {
        let item = self.item(ask.item_id)?;
        let base = self.base_price(item, ask)?;
        self.line(item, ask, base, position)
    }

    /// The held line `old` as it shall be, at the price it was rung with unless its size changes.
    pub(super) fn change(&self, old: &Line, ask: &NewLine) -> Result<Line, Rejection> {
        let line_id: LineId = old.id;
        let item = self.item(old.item_id)?;
        if ask.item_id != old.item_id {
            return Err(Rejection::UnknownLine { line_id });
        }
        if old.details.limited && ask.quantity != old.quantity {
            return Err(Rejection::LineNotHeld { line_id });
        }
        let old_size = old.details.size.as_ref().map(|size| size.size_id);
        let base =
            if ask.size_id == old_size { rung_base(old)? } else { self.base_price(item, ask)? };
        let mut line = self.line(item, ask, base, old.position)?;
        line.tax.clone_from(&old.tax);
        line.tax_ppm = old.tax_ppm;
        line.reductions.clone_from(&old.reductions);
        line.details.fire_at = old.details.fire_at;
        line.details.limited = old.details.limited;
        Ok(line)
    }

    fn line(
        &self,
        item: &Item,
        ask: &NewLine,
        base: Money,
        position: u32,
    ) -> Result<Line, Rejection> {
        let quantity = in_range(ask.quantity)?;
        let grams = grams_of(item, ask)?;
        sound_seating(ask.seat, ask.course)?;
        let note = ask.note.as_ref().map(sound_note).transpose()?;
        let modifiers = choose(self.menu(), item, &ask.modifiers)?;
        let parts = self.parts(item, &ask.parts)?;
        let unit_price = sound_price(sum([base, extra(&modifiers)?, extra_of_parts(&parts)?])?)?;
        let amount = amount_of(unit_price, quantity, grams)?;
        let size = ask.size_id.and_then(|id| item.size(id));
        let limited = !self.training
            && (self.is_limited(item.id) || parts.iter().any(|part| self.is_limited(part.item_id)));
        Ok(Line {
            id: ask.line_id,
            position,
            item_id: item.id,
            names: item.names.clone(),
            quantity,
            unit_price,
            modifiers,
            tax: item.tax.clone(),
            tax_ppm: self.menu().rate_ppm(&item.tax, self.channel).unwrap_or(0),
            amount,
            stations: item.stations.clone(),
            state: LineState::Held,
            details: LineDetails {
                category: Some(item.category.clone()),
                size: size.map(|size| LineSize { size_id: size.id, names: size.names.clone() }),
                parts,
                grams,
                seat: ask.seat,
                course: ask.course,
                note,
                fire_at: None,
                allergens: item.allergens.clone(),
                limited,
                refunded: 0,
            },
            reductions: Vec::new(),
        })
    }

    /// The price of one (or of a kilogram) before anything is chosen with it.
    fn base_price(&self, item: &Item, ask: &NewLine) -> Result<Money, Rejection> {
        let item_id = item.id;
        match (item.sizes.is_empty(), ask.size_id) {
            (false, None) => return Err(Rejection::SizeMissing { item_id }),
            (true, Some(_)) => return Err(Rejection::UnknownSize { item_id }),
            (false, Some(id)) if item.size(id).is_none() => {
                return Err(Rejection::UnknownSize { item_id });
            }
            (false, Some(_)) | (true, None) => {}
        }
        let zone = self.state.settings.time_zone;
        match (item.price_at(ask.size_id, self.channel, self.now, zone), ask.price) {
            (Some(price), None) => Ok(price),
            (Some(_), Some(_)) => Err(Rejection::PriceNotOpen { item_id }),
            (None, None) => Err(Rejection::PriceMissing { item_id }),
            (None, Some(price)) => sound_price(price),
        }
    }

    /// What was chosen for the parts of a combo: of each group between its least and most.
    fn parts(&self, item: &Item, asked: &[NewPart]) -> Result<Vec<LinePart>, Rejection> {
        let item_id = item.id;
        let mut counts = vec![0_u32; item.combo.len()];
        let mut parts = Vec::with_capacity(asked.len());
        for ask in asked {
            let incomplete = Rejection::ComboIncomplete { item_id, group: ask.group };
            let index = usize::try_from(ask.group).unwrap_or(usize::MAX);
            let group = item.combo.get(index).ok_or(incomplete.clone())?;
            let choice = group
                .choices
                .iter()
                .find(|choice| choice.item_id == ask.item_id && choice.size_id == ask.size_id);
            let choice = choice.ok_or(incomplete.clone())?;
            counts[index] += 1;
            if counts[index] > group.max {
                return Err(incomplete);
            }
            parts.push(self.part(choice, ask)?);
        }
        for ((group, count), number) in item.combo.iter().zip(counts).zip(0_u32..) {
            if count < group.min {
                return Err(Rejection::ComboIncomplete { item_id, group: number });
            }
        }
        Ok(parts)
    }

    fn part(&self, choice: &ComboChoice, ask: &NewPart) -> Result<LinePart, Rejection> {
        let item = self.item(ask.item_id)?;
        let size = choice.size_id.and_then(|id| item.size(id));
        let names = size.map_or_else(
            || item.names.clone(),
            |size| {
                let zh = format!("{} {}", item.names.zh, size.names.zh);
                Names::new(zh, format!("{} {}", item.names.en, size.names.en))
            },
        );
        Ok(LinePart {
            item_id: item.id,
            names,
            extra: choice.extra,
            modifiers: choose(self.menu(), item, &ask.modifiers)?,
            stations: item.stations.clone(),
            allergens: item.allergens.clone(),
            size_id: choice.size_id,
            group: ask.group,
        })
    }

    fn is_limited(&self, id: ItemId) -> bool {
        let counted = match self.state.stock(id).availability {
            Availability::Countdown { .. } => true,
            Availability::Available | Availability::EightySix => false,
        };
        let bounded = |item: &Item| item.most_per_day > 0 || item.most_per_member > 0;
        counted || self.menu().item(id).is_some_and(bounded)
    }

    /// Whether there is enough of everything for these lines together.
    fn available(&self, lines: &[Line]) -> Result<(), Rejection> {
        if self.training {
            return Ok(());
        }
        let day = self.state.business_day(self.now);
        let mut wanted: BTreeMap<ItemId, u32> = BTreeMap::new();
        for line in lines {
            let parts = line.details.parts.iter().map(|part| part.item_id);
            for id in std::iter::once(line.item_id).chain(parts) {
                if self.state.stock(id).availability == Availability::EightySix {
                    return Err(Rejection::ItemUnavailable { item_id: id, left: 0 });
                }
            }
            for (id, quantity) in taken_by(line) {
                let sum = wanted.entry(id).or_default();
                *sum = sum.saturating_add(quantity);
            }
        }
        for (item_id, quantity) in wanted {
            let left = self.left(item_id, day);
            if quantity > left {
                return Err(Rejection::ItemUnavailable { item_id, left });
            }
        }
        Ok(())
    }

    /// Whether a member gets no more of an item than one may buy on a day. Guests who are not
    /// recognised are not counted.
    fn within_member_limit(&self, known: &[Line], lines: &[Line]) -> Result<(), Rejection> {
        let Some(member) = self.member.and_then(|id| self.state.member(id)) else { return Ok(()) };
        let today = member.last_visit == Some(self.state.business_day(self.now));
        let mut wanted: BTreeMap<ItemId, u32> = BTreeMap::new();
        for line in known.iter().chain(lines).filter(|line| !line.is_voided()) {
            for (id, quantity) in taken_by(line) {
                let sum = wanted.entry(id).or_default();
                *sum = sum.saturating_add(quantity);
            }
        }
        for (item_id, quantity) in wanted {
            let most = self.menu().item(item_id).map_or(0, |item| item.most_per_member);
            let before = member.bought.get(&item_id).copied().filter(|_| today).unwrap_or(0);
            if most > 0 && quantity.saturating_add(before) > most {
                return Err(Rejection::MemberLimit { item_id, most });
            }
        }
        Ok(())
    }

    /// How many of an item can still be sold today.
    fn left(&self, id: ItemId, day: BusinessDay) -> u32 {
        let stock = self.state.stock(id);
        let counted = match stock.availability {
            Availability::Countdown { left } => left,
            Availability::Available => u32::MAX,
            Availability::EightySix => 0,
        };
        let most = self.menu().item(id).map_or(0, |item| item.most_per_day);
        if most == 0 {
            return counted;
        }
        let sold = if stock.business_day == Some(day) { stock.sold } else { 0 };
        counted.min(most.saturating_sub(sold))
    }
}

/// The price that a line was rung with before anything was chosen with it.
fn rung_base(old: &Line) -> Result<Money, Rejection> {
    let chosen = [extra(&old.modifiers)?, extra_of_parts(&old.details.parts)?];
    let before = Money::sum(chosen).and_then(|before| old.unit_price.checked_sub(before));
    before.ok_or(Rejection::AmountOverflow)
}

fn in_range(quantity: u32) -> Result<u32, Rejection> {
    if (1..=QUANTITY_MAX).contains(&quantity) {
        return Ok(quantity);
    }
    Err(Rejection::QuantityOutOfRange { quantity, most: QUANTITY_MAX })
}

/// The weight of what is sold by weight, and of nothing else.
fn grams_of(item: &Item, ask: &NewLine) -> Result<Option<u32>, Rejection> {
    let sound = match (item.sold_by, ask.grams) {
        (SoldBy::Piece, grams) => grams.is_none(),
        (SoldBy::Weight, Some(grams)) => (1..=GRAMS_MAX).contains(&grams) && ask.quantity == 1,
        (SoldBy::Weight, None) => false,
    };
    if sound { Ok(ask.grams) } else { Err(Rejection::WeightInvalid { item_id: item.id }) }
}

/// Quantity times price; by weight, the price per kilogram times the weight, rounded half away from
/// zero.
fn amount_of(unit: Money, quantity: u32, grams: Option<u32>) -> Result<Money, Rejection> {
    let amount = match grams {
        Some(grams) => unit.portion(i64::from(grams), KILOGRAM_G),
        None => unit.checked_mul(quantity),
    };
    amount.ok_or(Rejection::AmountOverflow)
}

fn sum(amounts: [Money; 3]) -> Result<Money, Rejection> {
    Money::sum(amounts).ok_or(Rejection::AmountOverflow)
}

fn extra(modifiers: &[LineModifier]) -> Result<Money, Rejection> {
    Money::sum(modifiers.iter().map(|modifier| modifier.price)).ok_or(Rejection::AmountOverflow)
}

fn extra_of_parts(parts: &[LinePart]) -> Result<Money, Rejection> {
    let with = |part: &LinePart| sum([part.extra, extra(&part.modifiers)?, Money::ZERO]);
    let extras = parts.iter().map(with).collect::<Result<Vec<_>, _>>()?;
    Money::sum(extras).ok_or(Rejection::AmountOverflow)
}

fn sound_price(price: Money) -> Result<Money, Rejection> {
    if price.is_negative() || price > PRICE_MAX {
        return Err(Rejection::PriceOutOfRange { price });
    }
    Ok(price)
}

/// Checks the choices against every group of the item, minimum and maximum both. A group that hangs
/// on a modifier counts once that modifier is chosen.
fn choose(menu: &Menu, item: &Item, chosen: &[ModifierId]) -> Result<Vec<LineModifier>, Rejection> {
    let own: Vec<&ModifierGroup> =
        item.modifier_groups.iter().filter_map(|&id| menu.group(id)).collect();
    let nested = own
        .iter()
        .flat_map(|group| &group.modifiers)
        .filter(|modifier| chosen.contains(&modifier.id))
        .flat_map(|modifier| &modifier.groups)
        .filter_map(|&id| menu.group(id));
    let mut groups = own.clone();
    for group in nested {
        if !groups.iter().any(|known| known.id == group.id) {
            groups.push(group);
        }
    }
    let mut counts = vec![0_u32; groups.len()];
    let mut modifiers = Vec::with_capacity(chosen.len().min(MODIFIERS_MAX));
    for &modifier_id in chosen {
        let found = groups.iter().enumerate().find_map(|(index, group)| {
            let modifier = group.modifiers.iter().find(|known| known.id == modifier_id)?;
            Some((index, group.id, group.max, modifier))
        });
        let (index, group_id, most, modifier) =
            found.ok_or(Rejection::UnknownModifier { modifier_id })?;
        counts[index] += 1;
        if counts[index] > most || modifiers.len() == MODIFIERS_MAX {
            return Err(Rejection::TooManyModifiers { group_id, most });
        }
        modifiers.push(LineModifier {
            modifier_id,
            names: modifier.names.clone(),
            price: modifier.price,
        });
    }
    for (group, count) in groups.iter().zip(counts) {
        if count < group.min {
            return Err(Rejection::TooFewModifiers { group_id: group.id, least: group.min });
        }
    }
    Ok(modifiers)
}
