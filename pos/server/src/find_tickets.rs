//! Looking for tickets of the running business day, with what happened to each.

use domain::kitchen::Ticket;
use domain::staff::{DeviceCard, DeviceKind};
use domain::{BusinessDay, Code, Names};
use journal::ReadError;
use protocol::frames::TICKETS_FOUND_MAX;

use crate::frames::Refusal;
use crate::parts::Parts;

/// Tickets of one day that are looked through at most; older ones are found in the reports.
const LOOKED_THROUGH_MAX: u32 = 5_000;
/// Characters of what is looked for at most.
const WORDS_CHARS_MAX: usize = 80;

/// The tickets that `words` finds, the latest first, at most [`TICKETS_FOUND_MAX`]. A screen of one
/// station looks through its own.
///
/// # Errors
/// The outer: the journal cannot be read. The inner: this device has no business with tickets, or the
/// words are too long.
pub(crate) async fn find(
    parts: &Parts,
    asker: &DeviceCard,
    station: Option<Code>,
    words: String,
) -> Result<Result<Vec<Ticket>, Refusal>, ReadError> {
    match asker.kind {
        DeviceKind::Terminal | DeviceKind::StationScreen | DeviceKind::ExpoScreen => {}
        DeviceKind::Board | DeviceKind::PrinterPage => {
            return Ok(Err(Refusal::new(
                "not_permitted",
                "this device shows no tickets: look for them on a kitchen screen or a till",
            )));
        }
    }
    if words.chars().count() > WORDS_CHARS_MAX {
        return Ok(Err(Refusal::new(
            "words_too_long",
            "what you look for is too long: type a number, a dish or a table",
        )));
    }
    let station = asker.station.clone().or(station);
    let today = BusinessDay::of(parts.clock.now(), parts.time_zone, parts.day_cut_off_minutes);
    let sought = Sought::new(&words);
    parts
        .journal
        .read(move |reader| {
            let mut found = Vec::new();
            for row in reader.tickets_of_day(today, station.as_ref(), LOOKED_THROUGH_MAX)? {
                let ticket: Ticket = serde_json::from_str(&row.json)?;
                if sought.finds(&ticket) {
                    found.push(ticket);
                }
                if found.len() == TICKETS_FOUND_MAX {
                    break;
                }
            }
            Ok(Ok(found))
        })
        .await
}

struct Sought {
    /// What was typed, in small letters; empty for anything.
    words: String,
    /// The number that it is, if it is one: 7 is not found in 17.
    number: Option<u32>,
}

impl Sought {
    fn new(typed: &str) -> Self {
        let words = typed.trim().trim_start_matches('#').to_lowercase();
        Self { number: words.parse().ok(), words }
    }

    fn finds(&self, ticket: &Ticket) -> bool {
        if self.words.is_empty() {
            return true;
        }
        let details = &ticket.details;
        let places = [details.table.as_ref().map(Code::as_str), details.label.as_deref()];
        let is_place = |place: &str| place.to_lowercase() == self.words;
        if let Some(number) = self.number {
            return ticket.order_number == number
                || ticket.number == number
                || places.into_iter().flatten().any(is_place);
        }
        let has = |text: &str| text.to_lowercase().contains(&self.words);
        let named = |names: &Names| has(&names.zh) || has(&names.en);
        places.into_iter().flatten().any(has)
            || ticket
                .lines
                .iter()
                .any(|line| named(&line.names) || line.modifiers.iter().any(named))
    }
}
