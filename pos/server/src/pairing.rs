//! Letting a browser in: a one-time code from somebody who may give one, for a token that is kept.

use std::sync::{Mutex, MutexGuard, PoisonError};

use domain::Timestamp;
use domain::chain::Hash;

use crate::secret;

/// How long a code holds, in milliseconds.
pub(crate) const CODE_MS_MAX: i64 = 5 * 60 * 1000;
/// Wrong codes after which the codes that managers made are void.
pub(crate) const TRIES_MAX: u32 = 5;
/// Codes that may be open at a time; one more, and the oldest is void.
const CODES_MAX: usize = 16;
/// Characters of a code: 8 × 5 = 40 bits.
const CODE_CHARS: usize = 8;
/// Crockford's base 32: no I, L, O or U, so that a code can be read out.
const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
/// After [`TRIES_MAX`] wrong codes nobody is let in for so many milliseconds.
const REST_MS: i64 = 60 * 1000;

/// The open codes. In memory only: a restart voids them.
#[derive(Debug, Default)]
pub(crate) struct PairingCodes {
    state: Mutex<State>,
}

#[derive(Debug, Default)]
struct State {
    codes: Vec<Code>,
    wrong: u32,
    rests_until: Option<Timestamp>,
}

#[derive(Debug, Clone)]
struct Code {
    hash: Hash,
    /// `None` for the code of a first start, which holds until it is used.
    expires_at: Option<Timestamp>,
}

/// A code that lets nobody in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub(crate) enum CodeRefused {
    /// It is not one of the open codes.
    #[error("this pairing code is not valid (any more): ask a manager for a new one")]
    Unknown,
    /// Too many wrong ones.
    #[error("too many wrong pairing codes: wait a minute, then ask a manager for a new one")]
    TooManyTries,
}

impl PairingCodes {
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// A new code that holds for [`CODE_MS_MAX`].
    ///
    /// # Errors
    /// The machine gives no random numbers.
    pub(crate) fn create(&self, now: Timestamp) -> Result<String, getrandom::Error> {
        self.add(Some(Timestamp::from_ms(now.ms().saturating_add(CODE_MS_MAX))))
    }

    /// A new code that holds until it is used.
    ///
    /// # Errors
    /// The machine gives no random numbers.
    pub(crate) fn first_code(&self) -> Result<String, getrandom::Error> {
        self.add(None)
    }

    fn add(&self, expires_at: Option<Timestamp>) -> Result<String, getrandom::Error> {
        let mut bytes = [0; CODE_CHARS];
        getrandom::fill(&mut bytes)?;
        let code: String =
            bytes.iter().map(|byte| char::from(ALPHABET[usize::from(byte % 32)])).collect();
        let mut state = self.state();
        if state.codes.len() >= CODES_MAX {
            state.codes.remove(0);
        }
        state.codes.push(Code { hash: secret::hash(&code), expires_at });
        let (head, tail) = code.split_at(CODE_CHARS / 2);
        Ok(format!("{head}-{tail}"))
    }

    /// Uses a code up. Of two at once, one wins.
    ///
    /// # Errors
    /// [`CodeRefused`], and why.
    pub(crate) fn take(&self, typed: &str, now: Timestamp) -> Result<(), CodeRefused> {
        let mut state = self.state();
        if state.rests_until.is_some_and(|until| now < until) {
            return Err(CodeRefused::TooManyTries);
        }
        state.rests_until = None;
        state.codes.retain(|code| code.expires_at.is_none_or(|at| now < at));
        let hash = secret::hash(&normal(typed));
        if let Some(place) = state.codes.iter().position(|code| code.hash == hash) {
            state.codes.remove(place);
            state.wrong = 0;
            return Ok(());
        }
        state.wrong += 1;
        if state.wrong >= TRIES_MAX {
            state.wrong = 0;
            // The code of a first start stays: without it nobody could be let in at all.
            state.codes.retain(|code| code.expires_at.is_none());
            state.rests_until = Some(Timestamp::from_ms(now.ms().saturating_add(REST_MS)));
        }
        Err(CodeRefused::Unknown)
    }

    /// Gives a code back that was taken for a pairing which then could not be kept.
    pub(crate) fn give_back(&self, typed: &str, now: Timestamp) {
        let expires_at = Some(Timestamp::from_ms(now.ms().saturating_add(CODE_MS_MAX)));
        self.state().codes.push(Code { hash: secret::hash(&normal(typed)), expires_at });
    }
}

/// A code as it is compared: upper case, without separators, and O, I and L read as digits.
pub(crate) fn normal(typed: &str) -> String {
    typed
        .chars()
        .filter(|c| !matches!(c, '-' | ' '))
        .map(|c| match c.to_ascii_uppercase() {
            'O' => '0',
            'I' | 'L' => '1',
            other => other,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: Timestamp = Timestamp::from_ms(1_000_000);

    #[test]
    fn s9_a_code_lets_one_device_in_once_within_five_minutes() {
        let codes = PairingCodes::default();
        let code = codes.create(NOW).unwrap();
        assert_eq!(code.len(), 9);
        let typed = code.to_lowercase().replace('-', " ");
        assert_eq!(codes.take(&typed, NOW), Ok(()));
        assert_eq!(codes.take(&typed, NOW), Err(CodeRefused::Unknown));

        let late = Timestamp::from_ms(NOW.ms() + CODE_MS_MAX);
        let code = codes.create(NOW).unwrap();
        assert_eq!(codes.take(&code, late), Err(CodeRefused::Unknown));
        let first = codes.first_code().unwrap();
        assert_eq!(codes.take(&first, late), Ok(()));
    }

    #[test]
    fn f68_five_wrong_codes_void_the_open_ones_and_rest_a_minute() {
        let codes = PairingCodes::default();
        let code = codes.create(NOW).unwrap();
        let first = codes.first_code().unwrap();
        for _ in 0..TRIES_MAX {
            assert_eq!(codes.take("WRONG", NOW), Err(CodeRefused::Unknown));
        }
        assert_eq!(codes.take(&code, NOW), Err(CodeRefused::TooManyTries));
        let later = Timestamp::from_ms(NOW.ms() + REST_MS);
        assert_eq!(codes.take(&code, later), Err(CodeRefused::Unknown));
        assert_eq!(codes.take(&first, later), Ok(()));
    }
}
