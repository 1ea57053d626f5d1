use proptest::prelude::*;

use super::*;
use crate::decode::{Decoder, Op};
use crate::document::Block;
use crate::roll::Roll;

const PULSE: DrawerPulse = DrawerPulse { pin: 0, pulse_on_ms: 50, pulse_off_ms: 500 };
const WIDE_GB: PaperForm = PaperForm { columns: 48, encoding: Encoding::Gb18030 };

fn ops(bytes: &[u8]) -> Vec<Op> {
    let mut ops = Vec::new();
    Decoder::default().push(bytes, &mut ops);
    ops
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect::<Vec<_>>().join(" ")
}

#[test]
fn golden_bytes_of_a_drawer_job() {
    assert_eq!(hex(&drawer_job(PULSE)), "1b 40 1b 70 00 19 fa");
}

#[test]
fn golden_bytes_of_a_small_chinese_paper() {
    let mut document = Document::default();
    document.push(Block::DrawerPulse(PULSE));
    document.text(Align::Centre, PaperSpan::plain("宫保 ¥5 £5 €5").bold());
    document.push(Block::Mark { zh: "作废".into(), en: "VOID".into() });
    document.push(Block::Feed(2));
    document.push(Block::Cut);
    assert_eq!(
        hex(&encode(&document, WIDE_GB)),
        "1b 40 1c 26 1b 70 00 19 fa \
         1b 61 01 1b 45 01 b9 ac b1 a3 20 a3 a4 35 20 a1 ea 35 20 a2 e3 35 1b 45 00 1b 64 01 \
         1b 45 01 1d 21 01 1d 42 01 20 20 d7 f7 b7 cf 20 56 4f 49 44 20 20 1b 45 00 1d 21 00 1d 42 00 1b 64 01 \
         1b 64 02 1d 56 41 00"
    );
}

#[test]
fn golden_bytes_of_a_plain_ascii_row() {
    let mut document = Document::default();
    document.row(PaperSpan::plain("Café"), PaperSpan::plain("£5"));
    let form = PaperForm { columns: 20, encoding: Encoding::Ascii };
    let mut expected = vec![0x1B, b'@'];
    expected.extend_from_slice(b"Cafe           GBP 5");
    expected.extend_from_slice(&[0x1B, b'd', 1]);
    assert_eq!(encode(&document, form), expected);
}

#[test]
fn process_ids_are_four_printable_characters_and_differ() {
    assert_eq!(process_id(0), *b"    ");
    assert_eq!(process_id(1), *b"   !");
    assert_eq!(process_id(95), *b"  ! ");
    assert!(process_id(u32::MAX).iter().all(|byte| (0x20..=0x7E).contains(byte)));
    assert_eq!(hex(&process_id_request(*b"abcd")), "1d 28 48 06 00 30 30 61 62 63 64");
}

/// Everything but the characters.
fn opcodes(ops: Vec<Op>) -> Vec<Op> {
    ops.into_iter().filter(|op| !matches!(op, Op::Text(_))).collect()
}

/// The same layout with every character replaced by `x` of the same width.
fn template(steps: &[Step]) -> Vec<Step> {
    let blank = |span: &PaperSpan| span.with_text("x".repeat(crate::text::columns(&span.text)));
    let blank_row = |row: &PaperRow| {
        Step::Row(PaperRow { align: row.align, spans: row.spans.iter().map(blank).collect() })
    };
    steps
        .iter()
        .map(|step| match step {
            Step::Row(row) => blank_row(row),
            Step::Feed(_) | Step::Cut | Step::DrawerPulse(_) => step.clone(),
        })
        .collect()
}

fn anything() -> impl Strategy<Value = String> {
    let hostile = prop::sample::select(vec![
        "\u{1b}p\u{0}\u{19}\u{fa}",
        "\u{1d}VA\u{0}",
        "\u{10}\u{4}\u{1}",
        "\u{1b}@",
        "\u{9b}31m",
        "\u{1c}.",
        "\u{202e}gnihton",
        "\u{200b}",
        "亍乛丂",
        "許功蓋",
        "𠀀",
        "😀👩‍🍳",
        "\n\n\n",
        "¥£€",
        "\u{e000}",
        "\u{feff}",
        "\u{7f}\u{80}\u{85}",
    ]);
    let piece =
        prop_oneof![any::<String>(), hostile.prop_map(str::to_owned), "[ -~]{0,60}", "\\PC{0,40}",];
    prop::collection::vec(piece, 0..4).prop_map(|pieces| pieces.concat())
}

fn document(texts: &[String; 5]) -> Document {
    let [number, name, price, note, mark] = texts.clone();
    let mut document = Document::default();
    document.push(Block::DrawerPulse(PULSE));
    document.push(Block::Number { number, corner: vec![note.clone(), name.clone()] });
    document.push(Block::Mark { zh: mark.clone(), en: mark.clone() });
    document.push(Block::SecondName { name: mark, align: Align::Right, indent: 2 });
    document.push(Block::Rule);
    document.push(Block::Row {
        lead: Some(PaperSpan::plain(" 2").bold()),
        left: vec![PaperSpan::plain(name).bold().large(), PaperSpan::plain(note.clone())],
        right: vec![PaperSpan::plain(price)],
        indent: 4,
    });
    document.push(Block::Text {
        spans: vec![PaperSpan::plain(note)],
        align: Align::Centre,
        indent: 4,
    });
    document.push(Block::Feed(1));
    document.push(Block::Cut);
    document
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn i26_no_text_whatever_adds_or_removes_an_opcode(
        texts in [anything(), anything(), anything(), anything(), anything()],
        columns in prop::sample::select(vec![32_u16, 48]),
        encoding in prop::sample::select(vec![Encoding::Gb18030, Encoding::Ascii]),
    ) {
        let document = document(&texts);
        let steps = document.lay_out(PaperForm { columns, encoding });
        let sent = ops(&encode_steps(&steps, encoding));
        let expected = ops(&encode_steps(&template(&steps), encoding));
        prop_assert_eq!(opcodes(sent.clone()), opcodes(expected));
        let count = |wanted: fn(&Op) -> bool| sent.iter().filter(|op| wanted(op)).count();
        prop_assert_eq!(count(|op| matches!(op, Op::DrawerPulse { .. })), 1);
        prop_assert_eq!(count(|op| matches!(op, Op::Cut)), 1);
        prop_assert_eq!(count(|op| matches!(op, Op::Unknown(_) | Op::Status(_) | Op::ProcessId(_))), 0);
    }

    #[test]
    fn what_is_laid_out_is_what_comes_out_of_the_printer(
        texts in [anything(), anything(), anything(), anything(), anything()],
        columns in prop::sample::select(vec![32_u16, 48]),
        encoding in prop::sample::select(vec![Encoding::Gb18030, Encoding::Ascii]),
        chunk in 1_usize..40,
    ) {
        let document = document(&texts);
        let form = PaperForm { columns, encoding };
        let mut expected: Vec<PaperRow> = Vec::new();
        for step in document.lay_out(form) {
            match step {
                Step::Row(row) => expected.push(row),
                Step::Feed(rows) => expected.extend((0..rows).map(|_| PaperRow::default())),
                Step::Cut | Step::DrawerPulse(_) => {}
            }
        }
        let (mut decoder, mut roll, mut papers) = (Decoder::default(), Roll::new(columns), Vec::new());
        for bytes in encode(&document, form).chunks(chunk) {
            let mut ops = Vec::new();
            decoder.push(bytes, &mut ops);
            papers.extend(ops.into_iter().filter_map(|op| roll.apply(op)));
        }
        prop_assert_eq!(papers.len(), 1);
        prop_assert_eq!(papers[0].drawer_pulses, 1);
        prop_assert!(papers[0].cut);
        let text = |rows: &[PaperRow]| -> Vec<String> {
            rows.iter().map(|row| row.spans.iter().map(|span| span.text.as_str()).collect()).collect()
        };
        prop_assert_eq!(text(&papers[0].rows), text(&expected));
    }
}
