//! Routing: which lines go to which station, by item, choice, channel, time and layout.

use std::collections::BTreeMap;

use super::MadeParts;
use crate::actor::Context;
use crate::catalogue::Making;
use crate::id::{ItemId, LineId, ModifierId};
use crate::order::{Channel, Line, LineModifier};
use crate::store::State;
use crate::{Code, Timestamp};

/// One station's share of a firing.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Share {
    /// Its lines, in the slip's order.
    pub line_ids: Vec<LineId>,
    /// Of combos, the parts that are made there.
    pub parts: Vec<MadeParts>,
}

/// The lines of each station as if every station were worked, in the slip's order. A combo stands
/// wherever one of its parts is made, a line that is made at two stations stands in both, and one that
/// needs no making in none. Stations come in the order of their codes.
pub fn route<'a>(
    state: &State,
    lines: impl IntoIterator<Item = &'a Line>,
    channel: Channel,
    now: Timestamp,
) -> BTreeMap<Code, Share> {
    let mut stations: BTreeMap<Code, Share> = BTreeMap::new();
    let zone = state.settings.time_zone;
    let places = |usual: &[Code], item_id: ItemId, chosen: &[LineModifier]| {
        if state.menu().catalogue().routes.is_empty() {
            return usual.to_vec();
        }
        let modifiers: Vec<ModifierId> = chosen.iter().map(|one| one.modifier_id).collect();
        let making = Making { item_id, modifiers: &modifiers, channel, at: now, zone };
        state.menu().stations_for(usual, &making)
    };
    for line in lines {
        for station in places(&line.stations, line.item_id, &line.modifiers) {
            let share = stations.entry(station).or_default();
            put(share, line.id);
            if !line.details.parts.is_empty() {
                share.parts.push(MadeParts { line_id: line.id, parts: Vec::new() });
            }
        }
        for (index, part) in (0..).zip(&line.details.parts) {
            for station in places(&part.stations, part.item_id, &part.modifiers) {
                let share = stations.entry(station).or_default();
                put(share, line.id);
                put_part(share, line.id, index);
            }
        }
    }
    stations
}

fn put(share: &mut Share, line_id: LineId) {
    if share.line_ids.last() != Some(&line_id) {
        share.line_ids.push(line_id);
    }
}

fn put_part(share: &mut Share, line_id: LineId, part: u32) {
    match share.parts.last_mut() {
        Some(known) if known.line_id == line_id => known.parts.push(part),
        Some(_) | None => share.parts.push(MadeParts { line_id, parts: vec![part] }),
    }
}

/// Where a station's tickets are made under the layout that holds.
pub fn place<'a>(state: &'a State, station: &'a Code) -> &'a Code {
    let layout = state.kitchen().layout.as_ref().and_then(|code| state.menu().layout(code));
    layout.map_or(station, |layout| layout.place(station))
}

/// The numbers that one command gives to tickets, gapless at each station.
pub struct Numbers<'a> {
    state: &'a State,
    day: crate::BusinessDay,
    given: BTreeMap<Code, u32>,
}

impl<'a> Numbers<'a> {
    /// Numbers of the business day that it is.
    pub fn new(state: &'a State, context: &Context) -> Self {
        Self { state, day: state.business_day(context.now), given: BTreeMap::new() }
    }

    /// The business day they are of.
    pub fn day(&self) -> crate::BusinessDay {
        self.day
    }

    /// The next number at a station.
    pub fn next(&mut self, station: &Code) -> u32 {
        let first = || self.state.next_ticket_number(station, self.day);
        let number = self.given.get(station).map_or_else(first, |last| last + 1);
        self.given.insert(station.clone(), number);
        number
    }
}
