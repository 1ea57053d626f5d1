//! Routing: which lines go to which station.

use std::collections::BTreeMap;

use crate::Code;
use crate::id::LineId;
use crate::order::Line;

/// The lines of each station, in the slip's order; a combo stands wherever one of its parts is made. A line that is made at two stations stands in
/// both; one that needs no making stands in none. Stations come in the order of their codes.
pub fn route<'a>(lines: impl IntoIterator<Item = &'a Line>) -> BTreeMap<Code, Vec<LineId>> {
    let mut stations: BTreeMap<Code, Vec<LineId>> = BTreeMap::new();
    for line in lines {
        let of_parts = line.details.parts.iter().flat_map(|part| &part.stations);
        for station in line.stations.iter().chain(of_parts) {
            let share = stations.entry(station.clone()).or_default();
            if share.last() != Some(&line.id) {
                share.push(line.id);
            }
        }
    }
    stations
}
