//! The chit a cook works from: one ticket on paper, or the news that some of it was struck.

use domain::id::LineId;
use domain::kitchen::{Ticket, TicketLine};
use domain::order::{Channel, OrderDetails, spoken_number};
use domain::{Names, Timestamp};

use crate::document::{Block, Document};
use crate::paper::{Align, PaperSpan};
use crate::receipt::StoreHead;
use crate::wording::{Emission, Language, local_clock, local_time};

/// Columns of the quantity, twice as wide, with the gap after it.
const QUANTITY_COLUMNS: usize = 6;
/// Columns of the seal before a struck line, with the gap after it.
const SEAL_COLUMNS: usize = 7;

/// What a chit tells the kitchen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ChitKind {
    /// Make this.
    Firing,
    /// Stop making these lines, which were struck after firing.
    Void(Vec<LineId>),
}

/// One line of a chit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChitLine {
    /// How many.
    pub quantity: u32,
    /// What.
    pub names: Names,
    /// How.
    pub modifiers: Vec<Names>,
    /// Struck.
    pub voided: bool,
    /// Whose it is at the table.
    pub seat: Option<u32>,
    /// With what it is served.
    pub course: Option<u32>,
    /// How many grams, of what is sold by weight.
    pub grams: Option<u32>,
    /// Words for the kitchen.
    pub note: Option<String>,
}

/// Everything a chit says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChitInput {
    /// What the station is called.
    pub station: Names,
    /// The order number as people say it: `A 042`.
    pub order_number: String,
    /// How the guest eats.
    pub channel: Channel,
    /// Gapless within the station and business day: a hole is a lost chit.
    pub ticket_number: u32,
    /// 1 for the order's first firing; more for what was added later.
    pub firing: u32,
    /// When it was fired; the same on every copy.
    pub fired_at: Timestamp,
    /// In the order of the slip.
    pub lines: Vec<ChitLine>,
    /// Whether this is the news that the lines were struck.
    pub is_void: bool,
    /// Whether it is made a second time.
    pub is_remake: bool,
    /// Whether it is on paper because no screen showed it: the two are one ticket.
    pub is_unshown: bool,
    /// At which table, how many guests, what it is called by, words, when it is fetched, training.
    pub details: OrderDetails,
}

impl ChitInput {
    /// What the chit of a ticket says.
    pub fn from_ticket(ticket: &Ticket, station: &Names, kind: &ChitKind) -> Self {
        let (is_void, struck): (bool, &[LineId]) = match kind {
            ChitKind::Firing => (false, &[]),
            ChitKind::Void(lines) => (true, lines),
        };
        let line = |line: &TicketLine| ChitLine {
            quantity: line.quantity,
            names: line.names.clone(),
            modifiers: line.modifiers.clone(),
            voided: is_void || line.voided,
            seat: line.seat,
            course: line.course,
            grams: line.grams,
            note: line.note.clone(),
        };
        let wanted = |line: &&TicketLine| !is_void || struck.contains(&line.line_id);
        Self {
            station: station.clone(),
            order_number: spoken_number(ticket.channel, ticket.order_number),
            channel: ticket.channel,
            ticket_number: ticket.number,
            firing: ticket.firing,
            fired_at: ticket.fired_at,
            lines: ticket.lines.iter().filter(wanted).map(line).collect(),
            is_void,
            is_remake: ticket.remake.is_some(),
            is_unshown: ticket.unshown.as_ref().is_some_and(|unshown| unshown.printer.is_some()),
            details: ticket.details.clone(),
        }
    }
}

/// The chit of a ticket.
pub fn from_ticket(
    ticket: &Ticket,
    station: &Names,
    kind: &ChitKind,
    store: &StoreHead,
    emission: Emission,
) -> Document {
    chit(&ChitInput::from_ticket(ticket, station, kind), store, emission)
}

/// Lays a chit out as a document.
pub fn chit(input: &ChitInput, store: &StoreHead, emission: Emission) -> Document {
    let language = store.language;
    let details = &input.details;
    let mut paper = Document::default();
    marks(&mut paper, input, emission);
    let fired_at = local_clock(input.fired_at, store.time_zone);
    let mut corner = vec![
        language.name(&input.station).to_owned(),
        format!("{} {fired_at}", language.channel(input.channel)),
    ];
    corner.extend(details.table.iter().map(|table| language.table(table.as_str(), details.guests)));
    corner.extend(details.label.clone());
    corner.extend(details.pickup_at.map(|at| {
        format!("{} {}", language.pick("自取", "Pickup"), local_clock(at, store.time_zone))
    }));
    paper.push(Block::Number { number: input.order_number.clone(), corner });
    if let Some(note) = &details.note {
        words(&mut paper, &note.text, 0);
    }
    paper.push(Block::Rule);
    let mut course = None;
    for line in &input.lines {
        if line.course != course && !line.voided {
            course = line.course;
            let number = course.map_or_else(String::new, |number| number.to_string());
            let heading = match language {
                Language::Zh => format!("第 {number} 道"),
                Language::En => format!("Course {number}"),
            };
            if course.is_some() {
                paper.text(Align::Left, PaperSpan::plain(heading).bold().inverse());
            }
        }
        self::line(&mut paper, line, store);
    }
    paper.push(Block::Rule);
    let number = match language {
        Language::Zh => format!("第 {} 张", input.ticket_number),
        Language::En => format!("Ticket {}", input.ticket_number),
    };
    let fired_at = local_time(input.fired_at, store.time_zone);
    paper.row(PaperSpan::plain(number).bold(), PaperSpan::plain(fired_at));
    paper.push(Block::Feed(1));
    paper.push(Block::Cut);
    paper
}

/// Words of the guest's, as large as what they are about.
fn words(paper: &mut Document, text: &str, indent: usize) {
    let spans = vec![PaperSpan::plain(format!("! {text}")).bold().tall()];
    paper.push(Block::Text { spans, align: Align::Left, indent });
}

fn marks(paper: &mut Document, input: &ChitInput, emission: Emission) {
    if input.details.training {
        paper
            .push(Block::Mark { zh: "培训".to_owned(), en: "TRAINING - DO NOT COOK".to_owned() });
    }
    if input.is_void {
        paper.push(Block::Mark { zh: "作废".to_owned(), en: "VOID".to_owned() });
    } else if input.firing > 1 {
        paper.push(Block::Mark { zh: "加单".to_owned(), en: "ADDED".to_owned() });
    }
    if input.is_remake && !input.is_void {
        paper.push(Block::Mark { zh: "重做".to_owned(), en: "REMAKE".to_owned() });
    }
    if input.is_unshown {
        paper.push(Block::Mark {
            zh: "屏幕未显示".to_owned(),
            en: "NO SCREEN SHOWED THIS".to_owned(),
        });
    }
    for (zh, en) in emission.marks() {
        paper.push(Block::Mark { zh, en });
    }
}

fn line(paper: &mut Document, line: &ChitLine, store: &StoreHead) {
    let language = store.language;
    let indent = QUANTITY_COLUMNS;
    let name = language.name(&line.names);
    if line.voided {
        // Printers cannot strike through: a seal before the name, dashes around it.
        let struck = format!("-- {} x {name} --", line.quantity);
        let seal = language.pick(" 作废 ", " VOID ");
        paper.push(Block::Row {
            lead: Some(PaperSpan::plain(seal).bold().tall().inverse()),
            left: vec![PaperSpan::plain(struck).tall()],
            right: Vec::new(),
            indent: SEAL_COLUMNS,
        });
        return;
    }
    paper.push(Block::Row {
        lead: Some(PaperSpan::plain(format!("{:>2}", line.quantity)).bold().large()),
        left: vec![PaperSpan::plain(name).bold().large()],
        right: Vec::new(),
        indent,
    });
    if let Some(other) = language.other_name(&line.names).filter(|_| store.second_names) {
        let name = other.to_owned();
        paper.push(Block::SecondName { name, align: Align::Left, indent });
    }
    for modifier in &line.modifiers {
        let spans = vec![PaperSpan::plain(format!("- {}", language.name(modifier))).bold().tall()];
        paper.push(Block::Text { spans, align: Align::Left, indent });
    }
    let grams = line.grams.map(|grams| format!("- {grams} g"));
    let seat = line.seat.map(|seat| match language {
        Language::Zh => format!("- {seat} 号位"),
        Language::En => format!("- Seat {seat}"),
    });
    for text in grams.into_iter().chain(seat) {
        let spans = vec![PaperSpan::plain(text).bold().tall()];
        paper.push(Block::Text { spans, align: Align::Left, indent });
    }
    if let Some(note) = &line.note {
        words(paper, note, indent);
    }
}

#[cfg(test)]
pub(crate) mod tests;
