//! What becomes of availability. Only lines marked as limited count, so that a fold needs no menu.

use super::{Availability, Stock};
use crate::BusinessDay;
use crate::id::ItemId;
use crate::order::{Line, LineState};

/// What one line takes of the items it is made of: itself, or for a combo its parts too.
pub fn taken_by(line: &Line) -> Vec<(ItemId, u32)> {
    if !line.details.limited {
        return Vec::new();
    }
    let parts = line.details.parts.iter().map(|part| (part.item_id, line.quantity));
    std::iter::once((line.item_id, line.quantity)).chain(parts).collect()
}

/// So many were ordered.
pub fn took(stock: &mut Stock, quantity: u32, day: BusinessDay) {
    if stock.business_day != Some(day) {
        stock.business_day = Some(day);
        stock.sold = 0;
    }
    stock.sold = stock.sold.saturating_add(quantity);
    if let Availability::Countdown { left } = &mut stock.availability {
        *left = left.saturating_sub(quantity);
    }
}

/// So many were struck before they were made.
pub fn gave_back(stock: &mut Stock, quantity: u32, day: BusinessDay) {
    if stock.business_day == Some(day) {
        stock.sold = stock.sold.saturating_sub(quantity);
    }
    if let Availability::Countdown { left } = &mut stock.availability {
        *left = left.saturating_add(quantity).min(super::COUNTDOWN_MAX);
    }
}

/// Whether a struck line gives back what it took: not when it was made already.
pub fn comes_back(line: &Line) -> bool {
    match line.state {
        LineState::Held | LineState::Voided { was_fired: false, .. } => true,
        LineState::Fired { .. } | LineState::Voided { was_fired: true, .. } => false,
    }
}
