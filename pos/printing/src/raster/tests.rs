use super::*;
use crate::paper::PaperRow;
use domain::Timestamp;

fn paper(cut: bool) -> Paper {
    let seal = PaperSpan::plain(" 作废 VOID ").bold().tall().inverse();
    let rows = vec![
        PaperRow { align: Align::Left, spans: vec![PaperSpan::plain("A 042").bold().large()] },
        PaperRow { align: Align::Centre, spans: vec![seal] },
        PaperRow { align: Align::Right, spans: vec![PaperSpan::plain("红烧牛肉面 76.00")] },
    ];
    Paper { number: 1, at: Timestamp::default(), columns: 48, rows, cut, drawer_pulses: 0 }
}

#[test]
fn a_paper_becomes_a_picture_of_its_width_and_rows() {
    // A machine without a Chinese font gets a sentence instead, which the next test reads.
    let picture = match png(&paper(true)) {
        Ok(picture) => picture,
        Err(RasterError::NoFont(_)) => return,
        Err(RasterError::Png(error)) => panic!("{error}"),
    };
    let mut reader = png::Decoder::new(std::io::Cursor::new(picture)).read_info().unwrap();
    assert_eq!((reader.info().width, reader.info().height), (640, 56 + 56 + 32 + 64));
    let mut dots = vec![0; reader.output_buffer_size().unwrap()];
    reader.next_frame(&mut dots).unwrap();
    let inked = dots.iter().filter(|&&dot| dot > 0).count();
    assert!(inked > 3_000, "only {inked} of {} dots have ink", dots.len());
}

#[test]
fn a_machine_without_a_font_is_told_what_to_install() {
    let message = RasterError::NoFont("/nowhere.ttc".into()).to_string();
    assert!(message.contains("fonts-noto-cjk") && message.contains(FONT_VARIABLE));
}

#[test]
fn a_paper_wider_or_longer_than_its_ink_is_no_panic() {
    let Ok(fonts) = Fonts::find() else { return };
    let long =
        PaperRow { align: Align::Right, spans: vec![PaperSpan::plain("面".repeat(80)).large()] };
    draw(&Paper { rows: vec![long], columns: 32, ..paper(false) }, &fonts);
}
