//! Packets of the ZVT protocol: which there are, and how they are framed.
//!
//! Source: the ZVT specification of the Verband der Terminalhersteller in Deutschland, PA00P015,
//! revision 13.09: a class and an instruction byte, a length in one byte or (after `FF`) in two with
//! the low one first, and the data.

use std::fmt;

/// What a packet is, by its class and instruction.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// `06 00`: the till says hello.
    Registration,
    /// `06 01`: take money.
    Authorisation,
    /// `06 0F`: the terminal is done.
    Completion,
    /// `06 1E`: the terminal gave up, with a reason.
    Abort,
    /// `06 20`: say once more what the last transaction was.
    RepeatReceipt,
    /// `06 31`: give money back.
    Refund,
    /// `06 B0`: the till calls it off.
    CallOff,
    /// `04 0F`: what became of a transaction.
    Status,
    /// `04 FF`: what the terminal is doing.
    Progress,
    /// `80 00`: understood.
    Ack,
    /// `84 xx`: refused, with a reason.
    Nack(u8),
    /// Something else; it is acknowledged and passed over.
    Other(u8, u8),
}

impl Kind {
    fn of(class: u8, instruction: u8) -> Self {
        match (class, instruction) {
            (0x06, 0x00) => Self::Registration,
            (0x06, 0x01) => Self::Authorisation,
            (0x06, 0x0F) => Self::Completion,
            (0x06, 0x1E) => Self::Abort,
            (0x06, 0x20) => Self::RepeatReceipt,
            (0x06, 0x31) => Self::Refund,
            (0x06, 0xB0) => Self::CallOff,
            (0x04, 0x0F) => Self::Status,
            (0x04, 0xFF) => Self::Progress,
            (0x80 | 0x84, 0x00) => Self::Ack,
            (0x84, reason) => Self::Nack(reason),
            (class, instruction) => Self::Other(class, instruction),
        }
    }

    fn bytes(self) -> [u8; 2] {
        match self {
            Self::Registration => [0x06, 0x00],
            Self::Authorisation => [0x06, 0x01],
            Self::Completion => [0x06, 0x0F],
            Self::Abort => [0x06, 0x1E],
            Self::RepeatReceipt => [0x06, 0x20],
            Self::Refund => [0x06, 0x31],
            Self::CallOff => [0x06, 0xB0],
            Self::Status => [0x04, 0x0F],
            Self::Progress => [0x04, 0xFF],
            Self::Ack => [0x80, 0x00],
            Self::Nack(reason) => [0x84, reason],
            Self::Other(class, instruction) => [class, instruction],
        }
    }
}

/// One packet.
#[derive(Clone, PartialEq, Eq)]
pub(super) struct Packet {
    pub(super) kind: Kind,
    pub(super) data: Vec<u8>,
}

impl fmt::Debug for Packet {
    // The data may hold a password or a card number.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Packet").field(&self.kind).finish_non_exhaustive()
    }
}

impl Packet {
    pub(super) fn new(kind: Kind, data: Vec<u8>) -> Self {
        Self { kind, data }
    }

    /// As it goes over the line.
    pub(super) fn encode(&self) -> Vec<u8> {
        let mut bytes = self.kind.bytes().to_vec();
        match u8::try_from(self.data.len()) {
            Ok(short) if short < 0xFF => bytes.push(short),
            Ok(_) | Err(_) => {
                let long = u16::try_from(self.data.len()).unwrap_or(u16::MAX);
                bytes.push(0xFF);
                bytes.extend(long.to_le_bytes());
            }
        }
        bytes.extend(&self.data);
        bytes
    }

    /// Reads one packet. Of at most 65,535 bytes: its length has no room for more.
    ///
    /// # Errors
    /// The line broke, or ended in the middle.
    pub(super) async fn read(
        from: &mut (impl tokio::io::AsyncRead + Unpin),
    ) -> std::io::Result<Self> {
        use tokio::io::AsyncReadExt;
        let mut head = [0_u8; 3];
        from.read_exact(&mut head).await?;
        let length = if head[2] == 0xFF {
            let mut long = [0_u8; 2];
            from.read_exact(&mut long).await?;
            usize::from(u16::from_le_bytes(long))
        } else {
            usize::from(head[2])
        };
        let mut data = vec![0; length];
        from.read_exact(&mut data).await?;
        Ok(Self { kind: Kind::of(head[0], head[1]), data })
    }
}

/// Digits as binary-coded decimals, two to a byte, filled up with zeros in front.
pub(super) fn bcd(number: u64, bytes: usize) -> Vec<u8> {
    let digits = format!("{number:0>width$}", width = bytes * 2);
    let digits = digits.as_bytes();
    let tail = &digits[digits.len().saturating_sub(bytes * 2)..];
    tail.chunks(2).map(|pair| ((pair[0] - b'0') << 4) | (pair[1] - b'0')).collect()
}

/// The number that binary-coded decimals stand for; `None` when one is not a digit.
pub(super) fn from_bcd(bytes: &[u8]) -> Option<u64> {
    bytes.iter().flat_map(|byte| [byte >> 4, byte & 0x0F]).try_fold(0_u64, |number, digit| {
        if digit > 9 { None } else { number.checked_mul(10)?.checked_add(u64::from(digit)) }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_go_over_the_line_as_decimals_and_come_back_the_same() {
        for (number, bytes) in [(0, 6), (1_234, 6), (999_999_999_999, 6), (826, 2)] {
            assert_eq!(from_bcd(&bcd(number, bytes)), Some(number));
        }
        assert_eq!(bcd(1_234, 6), [0, 0, 0, 0, 0x12, 0x34]);
        assert_eq!(from_bcd(&[0x1A]), None);
    }

    #[test]
    fn a_long_packet_has_its_length_in_three_bytes() {
        let short = Packet::new(Kind::Ack, Vec::new()).encode();
        assert_eq!(short, [0x80, 0x00, 0x00]);
        let long = Packet::new(Kind::Progress, vec![7; 300]).encode();
        assert_eq!(long[..5], [0x04, 0xFF, 0xFF, 0x2C, 0x01]);
        assert_eq!(long.len(), 305);
    }

    #[test]
    fn every_packet_is_known_by_the_bytes_it_is_sent_with() {
        for kind in [
            Kind::Registration,
            Kind::Authorisation,
            Kind::Completion,
            Kind::Abort,
            Kind::RepeatReceipt,
            Kind::Refund,
            Kind::CallOff,
            Kind::Status,
            Kind::Progress,
            Kind::Ack,
            Kind::Nack(0x83),
            Kind::Other(0x06, 0xD1),
        ] {
            let [class, instruction] = kind.bytes();
            assert_eq!(Kind::of(class, instruction), kind);
        }
        assert_eq!(Kind::of(0x84, 0x00), Kind::Ack, "the other way to say yes");
    }

    #[test]
    fn s30_what_is_in_a_packet_never_reaches_a_log() {
        let packet = Packet::new(Kind::Status, vec![0x22, 0xF8, 0x49]);
        assert!(!format!("{packet:?}").contains("73"), "{packet:?}");
    }
}
