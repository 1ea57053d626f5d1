//! Packets of the ZVT protocol: how they are framed, and the few fields that are read and written.
//!
//! Source: the ZVT specification of the Verband der Terminalhersteller in Deutschland, revision
//! 13.09 (APDU framing: chapter 1; authorisation 06 01: 2.2; bitmaps: chapter 9).

/// Bytes of one packet at most: the length field has two bytes in its long form.
pub(super) const PACKET_BYTES_MAX: usize = 65_535;

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
    /// `84 xx`: not understood, with a reason.
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
            (0x80, 0x00) => Self::Ack,
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
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Packet {
    pub(super) kind: Kind,
    pub(super) data: Vec<u8>,
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

    /// Reads one packet.
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
        let mut data = vec![0; length.min(PACKET_BYTES_MAX)];
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

/// What a status says of a transaction.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Transaction {
    /// 0 for success.
    pub(super) result: u8,
    /// Minor units; `None` when it was not said.
    pub(super) amount: Option<u64>,
    /// Rises with every transaction of the terminal.
    pub(super) trace: Option<u64>,
    /// The number of the receipt that the terminal prints.
    pub(super) receipt: Option<u64>,
    /// The card's brand.
    pub(super) brand: String,
    /// The last four digits of the card; never more.
    pub(super) last4: String,
}

/// Bitmaps of a fixed length, with that length in bytes.
const FIXED: &[(u8, usize)] = &[
    (0x01, 1),
    (0x02, 1),
    (0x03, 1),
    (0x04, 6),
    (0x05, 1),
    (0x0B, 3),
    (0x0C, 3),
    (0x0D, 2),
    (0x0E, 2),
    (0x17, 2),
    (0x19, 1),
    (0x27, 1),
    (0x29, 4),
    (0x37, 3),
    (0x3A, 2),
    (0x3B, 8),
    (0x49, 2),
    (0x87, 2),
    (0x88, 3),
    (0x8A, 1),
    (0x8C, 1),
    (0xA0, 1),
    (0xAA, 3),
    (0xBA, 5),
    (0xD0, 1),
];
/// Bitmaps whose length stands before them in two digits (`LLVAR`).
const LL: &[u8] = &[0x22, 0x23, 0x2D, 0x8B, 0xD1];
/// Bitmaps whose length stands before them in three digits (`LLLVAR`).
const LLL: &[u8] = &[0x24, 0x2E, 0x3C, 0x60, 0x9A];

/// Reads a status. What comes after something unreadable is not read: `None` when nothing was.
pub(super) fn transaction(data: &[u8]) -> Option<Transaction> {
    let mut found = Transaction::default();
    let mut rest = data;
    let mut read = false;
    while let Some((&tag, after)) = rest.split_first() {
        let Some((value, next)) = value_of(tag, after) else { break };
        read = true;
        match tag {
            0x27 => found.result = value.first().copied().unwrap_or(0xFF),
            0x04 => found.amount = from_bcd(value),
            0x0B => found.trace = from_bcd(value),
            0x87 => found.receipt = from_bcd(value),
            0x22 => found.last4 = last_four(value),
            0x8B => found.brand = plain(value),
            _ => {}
        }
        rest = next;
    }
    read.then_some(found)
}

fn value_of(tag: u8, after: &[u8]) -> Option<(&[u8], &[u8])> {
    let length = |digits: &[u8]| {
        digits.iter().try_fold(0_usize, |sum, byte| {
            let digit = byte.checked_sub(0xF0).filter(|digit| *digit <= 9)?;
            Some(sum * 10 + usize::from(digit))
        })
    };
    let (skipped, size) = if let Some((_, size)) = FIXED.iter().find(|(known, _)| *known == tag) {
        (0, *size)
    } else if LL.contains(&tag) {
        (2, length(after.get(..2)?)?)
    } else if LLL.contains(&tag) {
        (3, length(after.get(..3)?)?)
    } else {
        return None;
    };
    let value = after.get(skipped..skipped + size)?;
    Some((value, &after[skipped + size..]))
}

/// The last four digits of a card number, which a terminal sends masked with `E` and filled with
/// `F`. Everything before is forgotten here.
fn last_four(value: &[u8]) -> String {
    let digits: Vec<u8> = value
        .iter()
        .flat_map(|byte| [byte >> 4, byte & 0x0F])
        .filter(|digit| *digit != 0xF)
        .collect();
    let tail = &digits[digits.len().saturating_sub(4)..];
    tail.iter().map(|digit| if *digit <= 9 { char::from(b'0' + digit) } else { '*' }).collect()
}

fn plain(value: &[u8]) -> String {
    let text =
        value.iter().map(|byte| char::from(*byte)).filter(|c| c.is_ascii_graphic() || *c == ' ');
    text.collect::<String>().trim().to_owned()
}

/// A bitmap with its length in front, as [`transaction`] reads it.
pub(super) fn with_length(tag: u8, value: &[u8]) -> Vec<u8> {
    let size = u8::try_from(value.len()).unwrap_or(99).min(99);
    let mut bytes = vec![tag, 0xF0 | (size / 10), 0xF0 | (size % 10)];
    bytes.extend(&value[..usize::from(size)]);
    bytes
}

/// What a result code means, in a few words; the specification's chapter 10 has them all.
pub(super) fn reason(code: u8) -> String {
    match code {
        0x6C => "called off".to_owned(),
        0x64 => "the card could not be read".to_owned(),
        0x65 => "the card is not valid".to_owned(),
        0x6F => "wrong PIN".to_owned(),
        0x78 => "the card is expired".to_owned(),
        0x9A => "the card was taken out".to_owned(),
        0xCA | 0xCB => "the terminal does not reach its bank".to_owned(),
        other => format!("declined, code {other}"),
    }
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
    fn s30_of_a_card_number_only_the_last_four_digits_are_read() {
        let masked = with_length(0x22, &[0xEE, 0xEE, 0xEE, 0xEE, 0xEE, 0xEE, 0x12, 0x34]);
        let whole = with_length(0x22, &[0x40, 0x00, 0x00, 0x12, 0x34, 0x56, 0x78, 0x9F]);
        for (data, last4) in [(masked, "1234"), (whole, "6789")] {
            let found = transaction(&data).unwrap();
            assert_eq!(found.last4, last4);
            assert!(!format!("{found:?}").contains("4000"), "{found:?}");
        }
    }

    #[test]
    fn what_cannot_be_read_is_not_guessed() {
        assert_eq!(transaction(&[]), None);
        assert_eq!(transaction(&[0xF7, 1, 2]), None);
        assert_eq!(transaction(&[0x04, 0x00]), None, "an amount that ends too early");
        let then_garbage = [&[0x27_u8, 0x00][..], &[0xF7, 9, 9]].concat();
        assert_eq!(transaction(&then_garbage).unwrap().result, 0);
    }
}
