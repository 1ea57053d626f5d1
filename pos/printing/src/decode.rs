//! Reads ESC/POS bytes back into what a printer would do. Takes any split of the stream.
//!
//! Written from the printers' command references and not from our encoder, so that it also reads
//! what other hosts send. Commands it does not act on are skipped with their parameters.

use encoding_rs::GB18030;

const DLE: u8 = 0x10;
const ESC: u8 = 0x1B;
const FS: u8 = 0x1C;
const GS: u8 = 0x1D;
/// Longest command that is waited for, its parameters included; images are skipped, not kept.
const COMMAND_BYTES_MAX: usize = 64;

/// One thing a printer was told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Op {
    /// `ESC @`: forget the unfinished line and every style.
    Reset,
    /// Characters of the unfinished line. One run of text may arrive as several of these.
    Text(String),
    /// `LF` or `ESC d n`: end the line and leave blank ones, `n` feeds in all.
    Feed(u8),
    /// `ESC a`: 0 left, 1 centre, 2 right.
    Align(u8),
    /// `ESC E`.
    Bold(bool),
    /// `GS !`.
    Size {
        /// Twice as wide, or more.
        wide: bool,
        /// Twice as high, or more.
        tall: bool,
    },
    /// `GS B`.
    Inverse(bool),
    /// `FS &` and `FS .`.
    Chinese(bool),
    /// `GS V` and the older `ESC i`, `ESC m`.
    Cut,
    /// `ESC p m t1 t2`.
    DrawerPulse {
        /// Connector.
        pin: u8,
        /// Pulse in units of 2 ms.
        on: u8,
        /// Rest in units of 2 ms.
        off: u8,
    },
    /// `DLE EOT n`: asked in real time.
    Status(u8),
    /// `GS ( H` function 48: repeat this once all before it is printed.
    ProcessId([u8; 4]),
    /// A control byte that begins no command we know.
    Unknown(u8),
}

/// Remembers what the last push left unfinished.
#[derive(Debug, Default)]
pub struct Decoder {
    /// The unfinished command, or the first half of a character.
    pending: Vec<u8>,
    /// Bytes of an image still to come.
    skip: usize,
    chinese: bool,
    /// Raw bytes of the text run being collected: ASCII and whole pairs.
    run: Vec<u8>,
}

/// What stands at the head of the bytes.
enum Head {
    /// More bytes are needed to tell.
    Incomplete,
    /// `length` bytes, perhaps an op.
    Command { length: usize, op: Option<Op> },
    /// A command of `length` bytes with so many bytes of data after it.
    Data { length: usize, data: usize },
    /// One printable byte.
    Ascii,
    /// Two bytes that are one character.
    Pair,
    /// A byte that is no character here.
    Stray,
}

impl Decoder {
    /// Takes the next bytes of the stream and appends what they say to `ops`.
    pub fn push(&mut self, bytes: &[u8], ops: &mut Vec<Op>) {
        let mut joined = std::mem::take(&mut self.pending);
        let input = if joined.is_empty() {
            bytes
        } else {
            joined.extend_from_slice(bytes);
            &joined
        };
        let mut at = 0;
        while at < input.len() {
            if self.skip > 0 {
                let skipped = self.skip.min(input.len() - at);
                self.skip -= skipped;
                at += skipped;
                continue;
            }
            let rest = &input[at..];
            at += match head(rest, self.chinese) {
                Head::Incomplete if rest.len() < COMMAND_BYTES_MAX => {
                    self.pending = rest.to_vec();
                    break;
                }
                Head::Incomplete => self.command(1, Some(Op::Unknown(rest[0])), ops),
                Head::Command { length, op } => self.command(length, op, ops),
                Head::Data { length, data } => {
                    self.skip = data;
                    self.command(length, None, ops)
                }
                Head::Ascii => self.text(&rest[..1]),
                Head::Pair => self.text(&rest[..2]),
                Head::Stray => {
                    self.text(&[0xA1, 0xF5]);
                    1
                }
            };
        }
        self.end_run(ops);
    }

    fn command(&mut self, length: usize, op: Option<Op>, ops: &mut Vec<Op>) -> usize {
        self.end_run(ops);
        match op {
            Some(Op::Chinese(on)) => self.chinese = on,
            Some(Op::Reset) => self.chinese = false,
            Some(_) | None => {}
        }
        ops.extend(op);
        length
    }

    fn text(&mut self, bytes: &[u8]) -> usize {
        self.run.extend_from_slice(bytes);
        // A stray byte stands for one byte of input whatever it is shown as.
        bytes.len()
    }

    fn end_run(&mut self, ops: &mut Vec<Op>) {
        if !self.run.is_empty() {
            let (text, _) = GB18030.decode_without_bom_handling(&self.run);
            ops.push(Op::Text(text.replace('\u{fffd}', "□")));
            self.run.clear();
        }
    }
}

fn head(bytes: &[u8], chinese: bool) -> Head {
    match *bytes {
        [ESC, ref rest @ ..] => escape(rest),
        [GS, ref rest @ ..] => group(rest),
        [FS, ref rest @ ..] => match *rest {
            [] => Head::Incomplete,
            [b'&', ..] => does(2, Op::Chinese(true)),
            [b'.', ..] => does(2, Op::Chinese(false)),
            [b'!' | b'W' | b'-' | b'C', ..] => skips(rest, 1),
            [b'S', ..] => skips(rest, 2),
            [_, ..] => does(1, Op::Unknown(FS)),
        },
        [DLE, ref rest @ ..] => match *rest {
            [] | [0x04] => Head::Incomplete,
            [0x04, n, ..] => does(3, Op::Status(n)),
            [0x05, ..] => skips(rest, 1),
            [0x14, ..] => skips(rest, 3),
            [_, ..] => does(1, Op::Unknown(DLE)),
        },
        [b'\n', ..] => does(1, Op::Feed(1)),
        [b'\t', ..] => does(1, Op::Text(" ".to_owned())),
        [0x00 | b'\r', ..] => Head::Command { length: 1, op: None },
        [control @ (0x01..=0x1F | 0x7F), ..] => does(1, Op::Unknown(control)),
        [0x20..=0x7E, ..] => Head::Ascii,
        [0x81..=0xFE, ref rest @ ..] if chinese => match *rest {
            [] => Head::Incomplete,
            [0x40..=0x7E | 0x80..=0xFE, ..] => Head::Pair,
            [_, ..] => Head::Stray,
        },
        [_, ..] => Head::Stray,
        [] => Head::Incomplete,
    }
}

fn does(length: usize, op: Op) -> Head {
    Head::Command { length, op: Some(op) }
}

/// A command of one lead byte, one letter and so many parameters, without effect on paper.
fn skips(rest: &[u8], parameters: usize) -> Head {
    if rest.len() <= parameters {
        return Head::Incomplete;
    }
    Head::Command { length: 2 + parameters, op: None }
}

fn escape(rest: &[u8]) -> Head {
    match *rest {
        [b'@', ..] => does(2, Op::Reset),
        [b'i' | b'm', ..] => does(2, Op::Cut),
        [b'2', ..] => Head::Command { length: 2, op: None },
        [b'a', n, ..] => does(3, Op::Align(n % 48)),
        [b'E', n, ..] => does(3, Op::Bold(n & 1 == 1)),
        [b'd', n, ..] => does(3, Op::Feed(n)),
        [b'p', pin, on, off, ..] => does(5, Op::DrawerPulse { pin, on, off }),
        [
            b'!' | b'-' | b'M' | b't' | b'R' | b'J' | b'G' | b'V' | b'{' | b'3' | b' ' | b'='
            | b'r',
            ..,
        ] => skips(rest, 1),
        [b'$' | b'\\' | b'c' | b'?', ..] => skips(rest, 2),
        [b'*', mode, low, high, ..] => {
            let dots = usize::from(low) + 256 * usize::from(high);
            Head::Data { length: 5, data: if mode >= 32 { dots * 3 } else { dots } }
        }
        [] | [b'a' | b'E' | b'd' | b'p' | b'*', ..] => Head::Incomplete,
        [_, ..] => does(1, Op::Unknown(ESC)),
    }
}

fn group(rest: &[u8]) -> Head {
    match *rest {
        [b'!', n, ..] => does(3, Op::Size { wide: n & 0x70 != 0, tall: n & 0x07 != 0 }),
        [b'B', n, ..] => does(3, Op::Inverse(n & 1 == 1)),
        [b'V', b'A' | b'B' | b'a' | b'b' | b'g' | b'h', _, ..] => does(4, Op::Cut),
        [b'V', b'A' | b'B' | b'a' | b'b' | b'g' | b'h'] => Head::Incomplete,
        [b'V', _, ..] => does(3, Op::Cut),
        [b'(', b'H', 6, 0, 48, 48, a, b, c, d, ..] => does(11, Op::ProcessId([a, b, c, d])),
        [b'(', b'H', 6, 0, ..] if rest.len() < 10 => Head::Incomplete,
        [b'(', _, low, high, ..] => {
            Head::Data { length: 5, data: usize::from(low) + 256 * usize::from(high) }
        }
        [b'v', b'0', _, xl, xh, yl, yh, ..] => {
            let width = usize::from(xl) + 256 * usize::from(xh);
            Head::Data { length: 8, data: width * (usize::from(yl) + 256 * usize::from(yh)) }
        }
        [b'8', b'L', a, b, c, d, ..] => {
            let data = usize::try_from(u32::from_le_bytes([a, b, c, d])).unwrap_or(usize::MAX);
            Head::Data { length: 7, data }
        }
        [b'k', 65..=79, length, ..] => Head::Data { length: 4, data: usize::from(length) },
        [b'a' | b'r' | b'I' | b'h' | b'w' | b'H' | b'f' | b'b', ..] => skips(rest, 1),
        [b'L' | b'W' | b'P' | b'$' | b'\\', ..] => skips(rest, 2),
        [] | [b'!' | b'B' | b'V' | b'(' | b'v' | b'8', ..] | [b'k'] | [b'k', 65..=79] => {
            Head::Incomplete
        }
        [_, ..] => does(1, Op::Unknown(GS)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decode(chunks: &[&[u8]]) -> Vec<Op> {
        let (mut decoder, mut ops) = (Decoder::default(), Vec::new());
        for chunk in chunks {
            decoder.push(chunk, &mut ops);
        }
        ops
    }

    #[test]
    fn a_drawer_pulse_without_its_times_swallows_the_cut_that_follows() {
        // The bytes the escpos crate sends for `cash_drawer` and `print_cut`.
        assert_eq!(
            decode(&[b"\x1bp\x00\x1dVA\x00"]),
            [Op::DrawerPulse { pin: 0, on: 0x1D, off: b'V' }, Op::Text("A".into()),]
        );
        assert_eq!(
            decode(&[b"\x1bp\x00\x19\xfa\x1dVA\x00"]),
            [Op::DrawerPulse { pin: 0, on: 0x19, off: 0xFA }, Op::Cut,]
        );
    }

    #[test]
    fn a_stream_may_be_split_anywhere() {
        let whole = b"\x1b@\x1c&\xb9\xac A\x1b!\x00\x1dv0\x00\x01\x00\x02\x00\x1b\x1b\n\x1d(H\x06\x0000abcd\x10\x04\x01\x1dVA\x00";
        let expected = decode(&[whole]);
        assert_eq!(expected.len(), 7, "{expected:?}");
        for at in 0..whole.len() {
            let split = decode(&[&whole[..at], &whole[at..]]);
            let text = |ops: &[Op]| -> String {
                ops.iter()
                    .map(|op| if let Op::Text(text) = op { text.as_str() } else { "|" })
                    .collect()
            };
            assert_eq!(text(&split), text(&expected), "split at {at}");
        }
    }

    #[test]
    fn half_a_chinese_character_does_not_swallow_a_command() {
        assert_eq!(
            decode(&[b"\x1c&\xb9\x1b@"]),
            [Op::Chinese(true), Op::Text("□".into()), Op::Reset,]
        );
    }

    #[test]
    fn a_command_nobody_knows_is_told_and_passed_over() {
        assert_eq!(
            decode(&[b"\x1bz\x07A"]),
            [Op::Unknown(ESC), Op::Text("z".into()), Op::Unknown(7), Op::Text("A".into()),]
        );
    }
}
