//! Tells the bytes a printer sends back apart. Owns no socket.

use std::collections::VecDeque;

/// Bytes kept of an answer that is not whole yet; more than this is noise.
const PENDING_BYTES_MAX: usize = 256;

/// One thing a printer said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Answer {
    /// To `DLE EOT`.
    Status(u8),
    /// To `GS ( H` function 48.
    ProcessId([u8; 4]),
}

/// What arrived and was not yet looked at.
#[derive(Debug, Default)]
pub(super) struct Answers {
    pending: VecDeque<u8>,
}

impl Answers {
    pub(super) fn clear(&mut self) {
        self.pending.clear();
    }

    pub(super) fn push(&mut self, bytes: &[u8]) {
        self.pending.extend(bytes);
        let surplus = self.pending.len().saturating_sub(PENDING_BYTES_MAX);
        self.pending.drain(..surplus);
    }

    /// The next whole answer. XON, XOFF and noise are passed over.
    pub(super) fn next(&mut self) -> Option<Answer> {
        while let Some(&first) = self.pending.front() {
            // Header 37h, identifier 22h, the four characters, NUL.
            if first == 0x37 {
                let answer: Vec<u8> = self.pending.iter().copied().take(7).collect();
                match *answer {
                    [_, 0x22, a, b, c, d, 0] => {
                        self.pending.drain(..7);
                        return Some(Answer::ProcessId([a, b, c, d]));
                    }
                    [_, 0x22, ..] | [_] if answer.len() < 7 => return None,
                    _ => {}
                }
            }
            self.pending.pop_front();
            // Bits 0 and 7 are 0, bits 1 and 4 are 1 in every status byte (and not in XON, XOFF).
            if first & 0b1001_0011 == 0b0001_0010 {
                return Some(Answer::Status(first));
            }
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers_are_told_apart_in_any_split() {
        let bytes = b"\x11\x16\x137\x22abcd\0\x12\x99\x72";
        let expected = [
            Answer::Status(0x16),
            Answer::ProcessId(*b"abcd"),
            Answer::Status(0x12),
            Answer::Status(0x72),
        ];
        for at in 0..=bytes.len() {
            let (mut answers, mut found) = (Answers::default(), Vec::new());
            for part in [&bytes[..at], &bytes[at..]] {
                answers.push(part);
                found.extend(std::iter::from_fn(|| answers.next()));
            }
            assert_eq!(found, expected, "split at {at}");
        }
    }
}
