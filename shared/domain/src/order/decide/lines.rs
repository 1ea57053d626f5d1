//! What a line is when it is rung: item, choices, price, tax and route as of now.

use crate::catalogue::{Item, Menu, PRICE_MAX};
use crate::id::ModifierId;
use crate::order::{
    LINES_MAX, Line, LineModifier, LineState, MODIFIERS_MAX, NewLine, QUANTITY_MAX,
};
use crate::{Money, Rejection};

/// Rings new lines that come after `known` ones.
pub(super) fn ring(
    menu: &Menu,
    known: &[Line],
    new_lines: &[NewLine],
) -> Result<Vec<Line>, Rejection> {
    if new_lines.is_empty() {
        return Err(Rejection::OrderEmpty);
    }
    if known.len() + new_lines.len() > LINES_MAX {
        return Err(Rejection::TooManyLines { most: u32::try_from(LINES_MAX).unwrap_or(u32::MAX) });
    }
    let mut lines: Vec<Line> = Vec::with_capacity(new_lines.len());
    for new_line in new_lines {
        let line_id = new_line.line_id;
        if known.iter().chain(&lines).any(|line| line.id == line_id) {
            return Err(Rejection::LineExists { line_id });
        }
        let position = u32::try_from(known.len() + lines.len() + 1).unwrap_or(u32::MAX);
        lines.push(ring_one(menu, new_line, position)?);
    }
    Ok(lines)
}

fn ring_one(menu: &Menu, ask: &NewLine, position: u32) -> Result<Line, Rejection> {
    let item = menu.item(ask.item_id).ok_or(Rejection::UnknownItem { item_id: ask.item_id })?;
    let quantity = in_range(ask.quantity)?;
    let modifiers = choose(menu, item, &ask.modifiers)?;
    let base = base_price(item, ask.price)?;
    let unit_price = with_modifiers(base, &modifiers)?;
    Ok(Line {
        id: ask.line_id,
        position,
        item_id: item.id,
        names: item.names.clone(),
        quantity,
        unit_price,
        modifiers,
        tax: item.tax.clone(),
        tax_ppm: menu.rate_ppm(&item.tax, crate::order::Channel::DineIn).unwrap_or(0),
        amount: unit_price.checked_mul(quantity).ok_or(Rejection::AmountOverflow)?,
        stations: item.stations.clone(),
        state: LineState::Held,
        details: crate::order::LineDetails::default(),
        reductions: Vec::new(),
    })
}

/// The held line `old` with another quantity and other modifiers, at the price it was rung with.
pub(super) fn change(menu: &Menu, old: &Line, ask: &NewLine) -> Result<Line, Rejection> {
    let item = menu.item(old.item_id).ok_or(Rejection::UnknownItem { item_id: old.item_id })?;
    let quantity = in_range(ask.quantity)?;
    let chosen = choose(menu, item, &ask.modifiers)?;
    let before = Money::sum(old.modifiers.iter().map(|modifier| modifier.price));
    let base = before
        .and_then(|before| old.unit_price.checked_sub(before))
        .ok_or(Rejection::AmountOverflow)?;
    let unit_price = with_modifiers(base, &chosen)?;
    let amount = unit_price.checked_mul(quantity).ok_or(Rejection::AmountOverflow)?;
    Ok(Line { quantity, unit_price, modifiers: chosen, amount, ..old.clone() })
}

fn in_range(quantity: u32) -> Result<u32, Rejection> {
    if (1..=QUANTITY_MAX).contains(&quantity) {
        return Ok(quantity);
    }
    Err(Rejection::QuantityOutOfRange { quantity, most: QUANTITY_MAX })
}

fn base_price(item: &Item, given: Option<Money>) -> Result<Money, Rejection> {
    match (item.price, given) {
        (Some(price), None) => Ok(price),
        (Some(_), Some(_)) => Err(Rejection::PriceNotOpen { item_id: item.id }),
        (None, None) => Err(Rejection::PriceMissing { item_id: item.id }),
        (None, Some(price)) => sound_price(price),
    }
}

fn with_modifiers(base: Money, modifiers: &[LineModifier]) -> Result<Money, Rejection> {
    let extra = Money::sum(modifiers.iter().map(|modifier| modifier.price));
    let price = extra.and_then(|extra| base.checked_add(extra)).ok_or(Rejection::AmountOverflow)?;
    sound_price(price)
}

fn sound_price(price: Money) -> Result<Money, Rejection> {
    if price.is_negative() || price > PRICE_MAX {
        return Err(Rejection::PriceOutOfRange { price });
    }
    Ok(price)
}

/// Checks the choices against every group of the item, minimum and maximum both.
fn choose(menu: &Menu, item: &Item, chosen: &[ModifierId]) -> Result<Vec<LineModifier>, Rejection> {
    let groups: Vec<_> = item.modifier_groups.iter().filter_map(|&id| menu.group(id)).collect();
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
