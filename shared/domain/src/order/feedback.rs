//! What a guest says of an order afterwards, by the code on their receipt.

use crate::actor::Context;
use crate::command::CommandResult;
use crate::id::OrderId;
use crate::order::OrderState;
use crate::store::{Decision, Record, State};
use crate::words::has_card_number;
use crate::{Event, Rejection};

/// The best score; the worst is 1.
pub const SCORE_MAX: u8 = 5;
/// Characters in a guest's words at most.
pub const FEEDBACK_CHARS_MAX: usize = 500;
/// Bytes of an order's id that its code tells: its last ones, which are random.
pub const CODE_BYTES: usize = 5;
/// Crockford's base 32: no letter that is taken for a digit (<https://www.crockford.com/base32.html>).
const LETTERS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// The code on an order's receipt: eight letters and digits, `7K3Q-9XMD`.
pub fn code_of(order_id: OrderId) -> String {
    let tail = &order_id.as_bytes()[16 - CODE_BYTES..];
    let bits = tail.iter().fold(0_u64, |bits, byte| bits << 8 | u64::from(*byte));
    let letter = |place: u32| {
        let index = usize::try_from(bits >> (5 * (7 - place)) & 31).unwrap_or(0);
        char::from(LETTERS[index])
    };
    let mut code: String = (0..8).map(letter).collect();
    code.insert(4, '-');
    code
}

/// The last bytes of the id of the order that a code names, as a guest typed it: in small letters,
/// with `O` for `0`, without the dash. `None` when it cannot be one.
pub fn tail_of(code: &str) -> Option<[u8; CODE_BYTES]> {
    let mut bits = 0_u64;
    let mut letters = 0;
    for letter in code.chars().filter(|letter| !matches!(letter, '-' | ' ')) {
        let letter = match letter.to_ascii_uppercase() {
            'O' => '0',
            'I' | 'L' => '1',
            other => other,
        };
        let index = LETTERS.iter().position(|known| char::from(*known) == letter)?;
        bits = bits.checked_mul(32)? + u64::try_from(index).ok()?;
        letters += 1;
    }
    let bytes = bits.to_be_bytes();
    (letters == 8).then(|| [bytes[3], bytes[4], bytes[5], bytes[6], bytes[7]])
}

/// Notes what a guest says. The words are a record that can be erased; the journal has the score.
///
/// # Errors
/// Refused when the order is not paid, was practice, has its feedback already, or what is said is out
/// of range.
pub fn leave(
    state: &State,
    order_id: OrderId,
    score: u8,
    words: &str,
    context: &Context,
) -> Result<Decision, Rejection> {
    let order = state.order(order_id).filter(|order| !order.is_training());
    let order = order.ok_or(Rejection::UnknownOrder { order_id })?;
    match order.state {
        OrderState::Closed { .. } => {}
        OrderState::Open | OrderState::Voided { .. } | OrderState::Merged { .. } => {
            return Err(Rejection::OrderNotClosed { order_id });
        }
    }
    if order.feedback.is_some() {
        return Err(Rejection::FeedbackGiven);
    }
    // Guests write in lines; nothing else that a screen would obey is kept.
    let words: String =
        words.trim().chars().map(|one| if one.is_control() { ' ' } else { one }).collect();
    let fits = (1..=SCORE_MAX).contains(&score) && words.chars().count() <= FEEDBACK_CHARS_MAX;
    if !fits {
        let most = u32::try_from(FEEDBACK_CHARS_MAX).unwrap_or(u32::MAX);
        return Err(Rejection::FeedbackOutOfRange { most });
    }
    if has_card_number(&words) {
        return Err(Rejection::CardNumberInWords);
    }
    let mut decision =
        Decision::of(vec![Event::FeedbackLeft { order_id, score }], CommandResult::Done);
    decision.records.push(Record::Feedback { order_id, at: context.now, words });
    Ok(decision)
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;
    use crate::command::SystemCommand;
    use crate::shop::{Ask, TEA, card, check, one, opened, order, placing, system};

    fn saying(score: u8, words: &str) -> Ask {
        system(SystemCommand::LeaveFeedback { order_id: order(1), score, words: words.into() })
    }

    fn paid() -> Ask {
        placing(1, vec![one(1, TEA)], true, vec![card(1, 350)])
    }

    #[test]
    fn a_guest_says_once_how_it_was() {
        let after = check(&[paid()], saying(4, " warm \n and quick "), Ok(&["feedback_left"]));
        assert_eq!(after.order(1).feedback, Some(4));
        let words = "warm   and quick".to_owned();
        let record = Record::Feedback { order_id: order(1), at: crate::shop::NOON, words };
        assert_eq!(after.decision().records, [record]);
        let body = serde_json::to_string(&after.decision().events).unwrap();
        assert!(!body.contains("quick"), "the journal keeps no words of guests: {body}");
        check(&[paid(), saying(4, "")], saying(5, ""), Err(Rejection::FeedbackGiven));
    }

    #[test]
    fn what_is_said_is_of_a_paid_order_and_within_bounds() {
        let no = Rejection::OrderNotClosed { order_id: order(1) };
        check(&[opened(1, vec![one(1, TEA)])], saying(5, ""), Err(no));
        let no = Rejection::UnknownOrder { order_id: order(1) };
        check(&[], saying(5, ""), Err(no));
        let long = "字".repeat(FEEDBACK_CHARS_MAX + 1);
        for (score, words) in [(0, ""), (6, ""), (255, ""), (5, long.as_str())] {
            let no = Rejection::FeedbackOutOfRange { most: 500 };
            check(&[paid()], saying(score, words), Err(no));
        }
        let number = saying(1, "you charged 4111 1111 1111 1111");
        check(&[paid()], number, Err(Rejection::CardNumberInWords));
    }

    #[test]
    fn a_code_is_read_however_a_guest_types_it_and_a_wrong_one_is_none() {
        let id = OrderId::from_uuid(Uuid::from_u128(0x0123_4567_89AB_CDEF_0123_4567_89AB_CDEF));
        let code = code_of(id);
        assert_eq!(code.len(), 9);
        let tail = [0x67, 0x89, 0xAB, 0xCD, 0xEF];
        for typed in [code.clone(), code.to_lowercase(), code.replace('-', " ")] {
            assert_eq!(tail_of(&typed), Some(tail), "{typed}");
        }
        assert_eq!(tail_of("OIL0-0000"), tail_of("0110-0000"));
        for typed in ["", "1234", "1234-56789", "1234-567U", "你好", &"Z".repeat(40)] {
            assert_eq!(tail_of(typed), None, "{typed}");
        }
        assert_eq!(tail_of("ZZZZ-ZZZZ"), Some([0xFF; 5]));
    }
}
