use domain::order::Channel;
use domain::tax::TaxLine;
use domain::{Code, Timestamp};
use firmware_config::Encoding;

use super::*;
use crate::document::{PaperForm, Step};

pub(crate) fn store(language: Language) -> StoreHead {
    StoreHead {
        names: Names::new("面茶铺", "Noodle & Tea"),
        address_lines: vec!["12 Lantern Street".into(), "London E1 0AA".into()],
        guest_address: None,
        tax_number: Some("GB 000 0000 00".into()),
        currency: Currency::from_code("GBP").unwrap(),
        time_zone: chrono_tz::Europe::London,
        language,
        second_names: true,
    }
}

#[expect(clippy::too_many_lines, reason = "one of everything that a receipt says")]
pub(crate) fn input() -> ReceiptInput {
    let pence = Money::from_minor;
    let line = |quantity, zh: &str, en: &str, modifiers: &[(&str, &str, i64)], minor| ReceiptLine {
        quantity,
        names: Names::new(zh, en),
        size: None,
        grams: None,
        unit_price: pence(minor),
        parts: Vec::new(),
        reductions: Vec::new(),
        modifiers: modifiers
            .iter()
            .map(|(zh, en, price)| (Names::new(*zh, *en), pence(*price)))
            .collect(),
        amount: pence(minor),
    };
    ReceiptInput {
        order_number: "A 042".into(),
        channel: Channel::DineIn,
        table: None,
        guests: None,
        training: false,
        check: None,
        refund: None,
        share: false,
        discounts: Money::ZERO,
        comps: Money::ZERO,
        promotions: Vec::new(),
        service: Money::ZERO,
        packaging: Money::ZERO,
        tax_included: true,
        tips: Money::ZERO,
        receipt_number: 1024,
        closed_at: Timestamp::from_ms(1_795_264_680_000), // 2026-11-21T12:38:00Z
        lines: vec![
            line(
                2,
                "红烧牛肉面",
                "Braised beef noodles",
                &[("宽面", "Wide noodles", 0), ("不要香菜", "No coriander", 0)],
                2280,
            ),
            line(
                1,
                "茉莉奶绿",
                "Jasmine milk tea",
                &[("大杯", "Large", 60), ("三分糖", "30% sugar", 0)],
                510,
            ),
            line(
                1,
                "手工现包三鲜虾仁猪肉韭菜大馅煎饺拼盘（十二只）",
                "Hand-folded prawn, pork and chive potstickers, platter of twelve",
                &[],
                1150,
            ),
        ],
        subtotal: pence(3940),
        taxes: vec![TaxLine {
            code: Code::new("standard").unwrap(),
            rate_ppm: 200_000,
            net: pence(3283),
            tax: pence(657),
        }],
        total: pence(3940),
        tenders: vec![ReceiptTender::Cash {
            received: pence(4000),
            change: pence(60),
            rounding: Money::ZERO,
        }],
        points_earned: 39,
        feedback_code: Some("7K3Q-9XMD".to_owned()),
    }
}

fn text(document: &Document, columns: u16, encoding: Encoding) -> String {
    let row = |step: Step| match step {
        Step::Row(row) => {
            row.spans.iter().map(|span| span.text.as_str()).collect::<String>() + "\n"
        }
        Step::Feed(_) => "\n".into(),
        Step::Cut => "==\n".into(),
        Step::DrawerPulse(_) => "(drawer)\n".into(),
    };
    document.lay_out(PaperForm { columns, encoding }).into_iter().map(row).collect()
}

#[test]
fn a_receipt_on_narrow_paper_reads_from_the_name_of_the_store_to_the_thanks() {
    let document = receipt(&input(), &store(Language::En), Emission::FIRST);
    assert_eq!(
        text(&document, 32, Encoding::Ascii),
        "\
Noodle & Tea
12 Lantern Street
London E1 0AA
Tax No. GB 000 0000 00
--------------------------------
A 042               Dine-in
2026-11-21 12:38
--------------------------------
 2  Braised beef noodles   22.80
    Wide noodles, No coriander
 1  Jasmine milk tea        5.10
    Large +0.60, 30% sugar
 1  Hand-folded prawn,     11.50
    pork and chive
    potstickers, platter
    of twelve
--------------------------------
Subtotal                   39.40
incl. tax 20% on 32.83      6.57
Total    GBP 39.40
--------------------------------
Cash                       40.00
Change                      0.60
Points earned                +39
--------------------------------
Receipt 1024
Thank you. Come again!

==
"
    );
}

#[test]
fn a_chinese_receipt_shows_the_total_with_the_sign_of_the_money() {
    let paper =
        text(&receipt(&input(), &store(Language::Zh), Emission::FIRST), 48, Encoding::Gb18030);
    for words in [
        "面茶铺",
        "堂食",
        "含税 20%（净额 32.83）",
        "￡39.40",
        "找零",
        "本单积分",
        "大杯 +0.60，三分糖",
        "Jasmine milk tea",
    ] {
        assert!(paper.contains(words), "{words} is missing in\n{paper}");
    }
}

#[test]
fn i23_a_copy_says_so_with_the_original_time_and_number() {
    let emission = Emission { copy: 2, possible_duplicate: true };
    let paper = text(&receipt(&input(), &store(Language::En), emission), 48, Encoding::Gb18030);
    for words in [
        "补打 REPRINT 2",
        "可能重复 POSSIBLE DUPLICATE",
        "Original of 2026-11-21 12:38, receipt 1024",
    ] {
        assert!(paper.contains(words), "{words} is missing in\n{paper}");
    }
    let first =
        text(&receipt(&input(), &store(Language::En), Emission::FIRST), 48, Encoding::Gb18030);
    assert!(!first.contains("REPRINT") && !first.contains("Original"));
}

#[test]
fn tax_on_top_of_the_price_is_not_called_included() {
    let mut input = input();
    input.total = Money::from_minor(4597);
    input.tax_included = false;
    let paper =
        text(&receipt(&input, &store(Language::En), Emission::FIRST), 48, Encoding::Gb18030);
    assert!(paper.contains("Tax 20% on 32.83") && !paper.contains("incl."));
}

#[test]
fn the_drawer_opens_only_when_it_is_asked_to() {
    let document = receipt(&input(), &store(Language::En), Emission::FIRST);
    assert!(!text(&document, 48, Encoding::Ascii).contains("(drawer)"));
    let pulse = firmware_config::DrawerPulse { pin: 0, pulse_on_ms: 50, pulse_off_ms: 500 };
    assert!(text(&document.opening_drawer(pulse), 48, Encoding::Ascii).starts_with("(drawer)"));
}

#[test]
fn what_was_taken_off_and_added_stands_between_the_lines_and_the_total() {
    let mut input = input();
    (input.discounts, input.comps) = (Money::from_minor(300), Money::from_minor(510));
    (input.service, input.packaging) = (Money::from_minor(390), Money::from_minor(50));
    input.tips = Money::from_minor(200);
    input.table = Some("12".into());
    input.guests = Some(4);
    input.lines[0].reductions = vec![ReductionKind::Percent { ppm: 125_000 }];
    input.lines[1].reductions = vec![ReductionKind::Comp];
    let paper = text(&receipt(&input, &store(Language::En), Emission::FIRST), 48, Encoding::Ascii);
    for words in [
        "Table 12, 4 guests",
        "Discount 12.5%",
        "On the house",
        "Discounts                                  -3.00",
        "On the house                               -5.10",
        "Service charge                              3.90",
        "Packaging                                   0.50",
        "Tip, included                               2.00",
    ] {
        assert!(paper.contains(words), "{words} is missing in\n{paper}");
    }
}

#[test]
fn practice_is_never_mistaken_for_a_sale() {
    let mut input = input();
    input.training = true;
    let paper =
        text(&receipt(&input, &store(Language::Zh), Emission::FIRST), 48, Encoding::Gb18030);
    assert!(paper.contains("培训 TRAINING - NOT A RECEIPT"), "{paper}");
}

#[test]
fn a_refund_says_so_and_names_the_receipt_it_is_for() {
    let mut input = input();
    input.refund = Some(3);
    input.points_earned = 0;
    let paper = text(&receipt(&input, &store(Language::En), Emission::FIRST), 48, Encoding::Ascii);
    for words in ["REFUND", "Refund 3", "for receipt 1024"] {
        assert!(paper.contains(words), "{words} is missing in\n{paper}");
    }
    assert!(!paper.contains("Subtotal"), "{paper}");
}

#[test]
fn what_is_sold_by_weight_shows_the_weight_and_the_price_of_a_kilogram() {
    let mut input = input();
    input.lines[2].grams = Some(350);
    input.lines[2].unit_price = Money::from_minor(2400);
    let paper = text(&receipt(&input, &store(Language::En), Emission::FIRST), 48, Encoding::Ascii);
    assert!(paper.contains("0.350 kg x 24.00"), "{paper}");
}

#[test]
fn a_guest_is_asked_how_it_was_where_the_store_says_at_which_address() {
    let printed = |address: Option<&str>| {
        let mut store = store(Language::En);
        store.guest_address = address.map(str::to_owned);
        text(&receipt(&input(), &store, Emission::FIRST), 32, Encoding::Ascii)
    };
    let asked = printed(Some("noodles.example"));
    assert!(asked.contains("noodles.example/f"), "{asked}");
    assert!(asked.contains("Code 7K3Q-9XMD"), "{asked}");
    assert!(!printed(None).contains("7K3Q"));
}
