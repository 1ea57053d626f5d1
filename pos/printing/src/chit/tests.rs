use domain::BusinessDay;
use domain::id::{OrderId, TicketId};
use domain::kitchen::TicketStatus;
use firmware_config::Encoding;
use uuid::Uuid;

use super::*;
use crate::document::{PaperForm, Step};
use crate::receipt::tests::store;

fn line_id(number: u128) -> LineId {
    LineId::from_uuid(Uuid::from_u128(number))
}

pub(crate) fn ticket() -> Ticket {
    let line = |number, zh: &str, en: &str, quantity, modifiers: &[(&str, &str)]| TicketLine {
        line_id: line_id(number),
        names: Names::new(zh, en),
        quantity,
        modifiers: modifiers.iter().map(|(zh, en)| Names::new(*zh, *en)).collect(),
        voided: false,
        seat: None,
        course: None,
        grams: None,
        note: None,
        allergens: Vec::new(),
        makes: Vec::new(),
        done_at: None,
        conflict: Vec::new(),
        confirmed: false,
    };
    Ticket {
        id: TicketId::from_uuid(Uuid::from_u128(9)),
        order_id: OrderId::from_uuid(Uuid::from_u128(8)),
        order_number: 42,
        channel: Channel::DineIn,
        station: domain::Code::new("noodle").unwrap(),
        number: 17,
        business_day: "2026-11-21".parse::<BusinessDay>().unwrap(),
        firing: 1,
        fired_at: Timestamp::from_ms(1_795_264_680_000), // 2026-11-21T12:38:00Z
        lines: vec![
            line(
                1,
                "红烧牛肉面",
                "Braised beef noodles",
                2,
                &[("宽面", "Wide noodles"), ("不要香菜", "No coriander")],
            ),
            line(
                2,
                "手工现包三鲜虾仁猪肉韭菜大馅煎饺拼盘（十二只）",
                "Hand-folded prawn, pork and chive potstickers, platter of twelve",
                12,
                &[],
            ),
        ],
        status: TicketStatus::Sent,
        recalled: 0,
        revision: 1,
        details: domain::order::OrderDetails::default(),
        moved_from: None,
        home: None,
        came_from: None,
        rushed_at: None,
        remake: None,
        unshown: None,
        guest: None,
        reprints: 0,
        moments: Vec::new(),
    }
}

pub(crate) fn station() -> Names {
    Names::new("面档", "Noodles")
}

fn text(document: &Document) -> String {
    let row = |step: Step| match step {
        Step::Row(row) => {
            row.spans.iter().map(|span| span.text.as_str()).collect::<String>() + "\n"
        }
        Step::Feed(_) | Step::Cut | Step::DrawerPulse(_) => String::new(),
    };
    document
        .lay_out(PaperForm { columns: 48, encoding: Encoding::Gb18030 })
        .into_iter()
        .map(row)
        .collect()
}

#[test]
fn a_chit_has_the_number_the_station_and_large_lines() {
    let paper = text(&from_ticket(
        &ticket(),
        &station(),
        &ChitKind::Firing,
        &store(Language::En),
        Emission::FIRST,
    ));
    assert_eq!(
        paper,
        "\
A 042                               Noodles
Dine-in 12:38
------------------------------------------------
 2  Braised beef noodles
      红烧牛肉面
      - Wide noodles
      - No coriander
12  Hand-folded prawn,
      pork and chive
      potstickers, platter
      of twelve
      手工现包三鲜虾仁猪肉韭菜大馅煎饺拼盘（十二
      只）
------------------------------------------------
Ticket 17                       2026-11-21 12:38
"
    );
}

#[test]
fn i25_a_void_chit_has_only_the_struck_lines_and_says_so() {
    let kind = ChitKind::Void(vec![line_id(1)]);
    let paper =
        text(&from_ticket(&ticket(), &station(), &kind, &store(Language::Zh), Emission::FIRST));
    assert!(
        paper.contains("作废 VOID") && paper.contains(" 作废  -- 2 x 红烧牛肉面 --"),
        "{paper}"
    );
    assert!(!paper.contains("煎饺"));
}

#[test]
fn what_was_added_later_says_so_unless_it_was_struck() {
    let later = Ticket { firing: 2, ..ticket() };
    let chit = |kind: &ChitKind| {
        text(&from_ticket(&later, &station(), kind, &store(Language::En), Emission::FIRST))
    };
    assert!(chit(&ChitKind::Firing).contains("加单 ADDED"));
    assert!(!chit(&ChitKind::Void(vec![line_id(2)])).contains("ADDED"));
}

#[test]
fn a_copy_of_a_chit_shows_what_was_struck_since() {
    let mut ticket = ticket();
    ticket.lines[1].voided = true;
    let emission = Emission { copy: 2, possible_duplicate: false };
    let paper =
        text(&from_ticket(&ticket, &station(), &ChitKind::Firing, &store(Language::En), emission));
    assert!(paper.contains("REPRINT 2") && paper.contains(" VOID  -- 12 x Hand-folded"), "{paper}");
}

#[test]
fn a_cook_reads_the_table_the_course_the_seat_and_the_guests_words() {
    let mut ticket = ticket();
    ticket.details = OrderDetails {
        table: Some(domain::Code::new("12").unwrap()),
        guests: Some(4),
        training: true,
        ..OrderDetails::default()
    };
    let line = &mut ticket.lines[0];
    (line.seat, line.course, line.note) = (Some(3), Some(2), Some("very hot".into()));
    let paper = text(&from_ticket(
        &ticket,
        &station(),
        &ChitKind::Firing,
        &store(Language::En),
        Emission::FIRST,
    ));
    for words in ["TRAINING", "Table 12, 4 guests", "Course 2", "- Seat 3", "! very hot"] {
        assert!(paper.contains(words), "{words} is missing in\n{paper}");
    }
}
