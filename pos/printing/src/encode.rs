//! A document as the bytes of one job: reset … content … cut.
//!
//! Commands are typed; text is cleaned before layout, so no text can become a command (I26).

use std::cell::RefCell;

use encoding_rs::GB18030;
use escpos::driver::Driver;
use escpos::errors::Result as EscposResult;
use escpos::printer::Printer;
use escpos::utils::{Encoder, JustifyMode, Protocol};
use firmware_config::{DrawerPulse, Encoding};

use crate::document::{Document, PaperForm, Step};
use crate::paper::{Align, PaperRow, PaperSpan};

/// Chinese characters on: two bytes make one character.
const CHINESE_ON: &[u8] = &[0x1C, b'&'];
/// What a job after a broken one begins with: forget what was half received, cut off what was half
/// printed.
pub const RESET_AND_CUT: &[u8] = &[0x1B, b'@', 0x1D, b'V', b'A', 0];

/// Collects in memory what the `escpos` crate would send.
#[derive(Default)]
struct Bytes(RefCell<Vec<u8>>);

impl Driver for Bytes {
    fn name(&self) -> String {
        "memory".to_owned()
    }
    fn write(&self, data: &[u8]) -> EscposResult<()> {
        self.0.borrow_mut().extend_from_slice(data);
        Ok(())
    }
    fn read(&self, _buffer: &mut [u8]) -> EscposResult<usize> {
        Ok(0)
    }
    fn flush(&self) -> EscposResult<()> {
        Ok(())
    }
}

/// The bytes of one job for a printer of this form.
pub fn encode(document: &Document, form: PaperForm) -> Vec<u8> {
    encode_steps(&document.lay_out(form), form.encoding)
}

/// A job that opens the drawer and prints nothing.
pub fn drawer_job(pulse: DrawerPulse) -> Vec<u8> {
    encode_steps(&[Step::DrawerPulse(pulse)], Encoding::Ascii)
}

/// Asks the printer to repeat `id` once everything before it is on paper (`GS ( H`, function 48).
///
/// The four bytes of an id are 0x20 to 0x7E; see [`process_id`].
pub fn process_id_request(id: [u8; 4]) -> [u8; 11] {
    let [a, b, c, d] = id;
    [0x1D, b'(', b'H', 6, 0, 48, 48, a, b, c, d]
}

/// The process id for the `count`-th job of a connection: four printable characters, 95⁴ of them.
pub fn process_id(count: u32) -> [u8; 4] {
    let mut rest = count;
    let mut id = [b' '; 4];
    for digit in id.iter_mut().rev() {
        *digit = b' ' + u8::try_from(rest % 95).unwrap_or(0);
        rest /= 95;
    }
    id
}

fn encode_steps(steps: &[Step], encoding: Encoding) -> Vec<u8> {
    // Text is cleaned before layout, so nothing is unencodable; allowing it leaves no way to fail.
    let encoder = Encoder::new(GB18030).allow_unencodable(true);
    let printer = Printer::new(Bytes::default(), Protocol::new(encoder), None);
    let mut job = Job { printer, align: Align::Left, style: PaperSpan::default() };
    job.write(steps, encoding).expect("the driver is memory and every size is 1 or 2");
    job.printer.driver().0.into_inner()
}

/// A job being written: remembers the printer's style so that only changes are sent.
struct Job {
    printer: Printer<Bytes>,
    align: Align,
    style: PaperSpan,
}

impl Job {
    fn write(&mut self, steps: &[Step], encoding: Encoding) -> EscposResult<()> {
        self.printer.init()?;
        match encoding {
            Encoding::Gb18030 => drop(self.printer.custom(CHINESE_ON)?),
            Encoding::Ascii => {}
        }
        for step in steps {
            match step {
                Step::Row(row) => self.row(row)?,
                Step::Feed(rows) => drop(self.printer.feeds(*rows)?),
                Step::Cut => drop(self.printer.cut()?),
                Step::DrawerPulse(pulse) => drop(self.printer.custom(&drawer_bytes(*pulse))?),
            }
        }
        self.printer.print()?;
        Ok(())
    }

    fn row(&mut self, row: &PaperRow) -> EscposResult<()> {
        if self.align != row.align {
            self.printer.justify(match row.align {
                Align::Left => JustifyMode::LEFT,
                Align::Centre => JustifyMode::CENTER,
                Align::Right => JustifyMode::RIGHT,
            })?;
            self.align = row.align;
        }
        for span in &row.spans {
            self.style(span)?;
            self.printer.write(&span.text)?;
        }
        // Normal again before the row ends, so that a job cut off here spoils no later one.
        self.style(&PaperSpan::default())?;
        self.printer.feed()?;
        Ok(())
    }

    fn style(&mut self, to: &PaperSpan) -> EscposResult<()> {
        if self.style.bold != to.bold {
            self.printer.bold(to.bold)?;
        }
        if (self.style.wide, self.style.tall) != (to.wide, to.tall) {
            self.printer.size(1 + u8::from(to.wide), 1 + u8::from(to.tall))?;
        }
        if self.style.inverse != to.inverse {
            self.printer.reverse(to.inverse)?;
        }
        self.style = to.with_text(String::new());
        Ok(())
    }
}

/// The whole command. The crate's own leaves out both times, so that the printer takes the next two
/// bytes of the job for them and loses a command.
fn drawer_bytes(pulse: DrawerPulse) -> [u8; 5] {
    let two_ms_units = |ms: u16| u8::try_from(ms / 2).unwrap_or(u8::MAX).max(1);
    let pin = pulse.pin.min(1);
    [0x1B, b'p', pin, two_ms_units(pulse.pulse_on_ms), two_ms_units(pulse.pulse_off_ms)]
}

#[cfg(test)]
mod tests;
