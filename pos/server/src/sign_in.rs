//! Signing in: PINs are checked off to the side, a few at a time, and every try is noted in the
//! journal before anybody hears how it ended.

use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher, PasswordVerifier};
use argon2::{Algorithm, Argon2, Params, Version};
use domain::id::{CommandId, DeviceId, StaffId};
use domain::staff::StaffCard;
use domain::{Actor, CommandResult, Rejection, Request, SystemCommand, Timestamp};
use journal::{Answer, AppendError, Ask, Outcome};
use protocol::frames::ServerFrame;
use tokio::sync::Semaphore;
use uuid::Uuid;

use crate::frames::{Refusal, text};
use crate::parts::Parts;
use crate::{secret, terminal};

/// PIN checks at a time: each takes 19 MiB and a core for some 25 ms.
const CHECKS_MAX: usize = 2;
/// Digits of a PIN.
const PIN_DIGITS: std::ops::RangeInclusive<usize> = 4..=8;

/// A PIN that nobody may have.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PinRefused {
    /// It is not 4 to 8 digits.
    #[error("a PIN is 4 to 8 digits: choose another")]
    Form,
    /// It is the first that anybody would try.
    #[error(
        "this PIN is too easy to guess (one digit again and again, or a run such as 1234): choose another"
    )]
    Trivial,
}

/// Checks PINs against their hashes.
#[derive(Debug)]
pub(crate) struct PinCheck {
    at_a_time: Semaphore,
}

/// Somebody who is signed in on a connection.
#[derive(Debug, Clone)]
pub(crate) struct SignedIn {
    pub(crate) staff: StaffCard,
    pub(crate) session: domain::chain::Hash,
    pub(crate) expires_at: Timestamp,
}

impl PinCheck {
    pub(crate) fn new() -> Self {
        Self { at_a_time: Semaphore::new(CHECKS_MAX) }
    }

    /// Whether a PIN is the one behind a hash; `None` stands for somebody who does not exist, whose
    /// PIN is hashed all the same, so that the answer takes as long (S14).
    pub(crate) async fn matches(&self, pin: String, hash: Option<String>) -> bool {
        let Ok(_permit) = self.at_a_time.acquire().await else { return false };
        let checked = tokio::task::spawn_blocking(move || match hash {
            Some(hash) => PasswordHash::new(&hash)
                .is_ok_and(|hash| argon2().verify_password(pin.as_bytes(), &hash).is_ok()),
            None => hash_pin(&pin).is_ok_and(|_| false),
        });
        checked.await.unwrap_or(false)
    }
}

/// Argon2id with the first parameters that OWASP's password storage cheat sheet recommends.
fn argon2() -> Argon2<'static> {
    let params = Params::new(19_456, 2, 1, None).unwrap_or_default();
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
}

/// The hash that is kept of a PIN. Takes some 25 ms.
///
/// # Errors
/// The machine gives no random numbers for the salt.
pub(crate) fn hash_pin(pin: &str) -> Result<String, argon2::password_hash::Error> {
    Ok(argon2().hash_password(pin.as_bytes())?.to_string())
}

/// Whether somebody may have this PIN.
///
/// # Errors
/// [`PinRefused`], and why.
pub(crate) fn check_new_pin(pin: &str) -> Result<(), PinRefused> {
    let digits = pin.as_bytes();
    if !PIN_DIGITS.contains(&digits.len()) || !digits.iter().all(u8::is_ascii_digit) {
        return Err(PinRefused::Form);
    }
    let all =
        |step: fn(u8) -> u8| digits.windows(2).all(|pair| matches!(pair, [a, b] if step(*a) == *b));
    if all(|a| a) || all(|a| a + 1) || all(|a| a - 1) {
        return Err(PinRefused::Trivial);
    }
    Ok(())
}

/// Signs somebody in on a device, and out whoever was signed in there before.
///
/// # Errors
/// `wrong_pin`, `staff_locked`, `busy`, `internal`: a sentence each.
pub(crate) async fn sign_in(
    parts: &Parts,
    device: DeviceId,
    before: Option<SignedIn>,
    request_id: String,
    staff_id: StaffId,
    pin: String,
) -> Result<(SignedIn, String), Refusal> {
    let refused = |refusal: Refusal| refusal.to(&request_id);
    let found = parts.journal.staff().iter().find(|staff| staff.id == staff_id).cloned();
    let hash = found.as_ref().map(|staff| staff.pin_hash.clone());
    let pin_matches = parts.pins.matches(pin, hash).await;
    let Some(staff) = found else { return Err(refused(wrong_pin())) };
    let (token, session) = secret::mint().map_err(|error| refused(terminal::internal(&error)))?;
    let now = parts.clock.now();
    let ask = Ask {
        command_id: CommandId::from_uuid(Uuid::now_v7()),
        actor: Actor::System,
        device,
        request: Request::System(SystemCommand::RecordSignIn {
            staff_id,
            pin_matches,
            session_hash: session,
        }),
    };
    let answer = parts.journal.append(ask).await.map_err(|error| refused(not_taken(error)))?;
    let signed_in = match answer.outcome() {
        Some(Outcome::Accepted { result: CommandResult::SignIn { signed_in }, .. }) => *signed_in,
        Some(Outcome::Refused { rejection: Rejection::StaffLocked { .. }, message }) => {
            return Err(refused(Refusal::new("staff_locked", message.clone())));
        }
        Some(Outcome::Accepted { .. } | Outcome::Refused { .. }) | None => false,
    };
    if !signed_in {
        return Err(refused(wrong_pin()));
    }
    if let Some(before) = before {
        sign_out(parts, device, &before).await;
    }
    let expires_at = now.ms().saturating_add(domain::staff::SESSION_MS_MAX);
    let card = StaffCard::from(&staff);
    let shift =
        open_shift(parts, device).await.map_err(|error| refused(terminal::internal(&error)))?;
    let frame = ServerFrame::SignedIn { request_id, staff: card.clone(), session: token, shift };
    let signed_in = SignedIn { staff: card, session, expires_at: Timestamp::from_ms(expires_at) };
    Ok((signed_in, text(&frame)))
}

async fn open_shift(
    parts: &Parts,
    device: DeviceId,
) -> Result<Option<domain::shift::Shift>, journal::ReadError> {
    let shift = parts.journal.read(move |reader| reader.shift_of(device)).await?;
    Ok(shift.filter(|shift| matches!(shift.state, domain::shift::ShiftState::Open)))
}

/// Ends a sign-in. That it could not be noted is logged: the session ends by itself at its age.
pub(crate) async fn sign_out(parts: &Parts, device: DeviceId, signed_in: &SignedIn) {
    let ask = Ask {
        command_id: CommandId::from_uuid(Uuid::now_v7()),
        actor: Actor::Staff { staff_id: signed_in.staff.id },
        device,
        request: Request::System(SystemCommand::SignOut { session_hash: signed_in.session }),
    };
    match parts.journal.append(ask).await {
        Ok(Answer::Stored(_)) => {}
        Ok(Answer::Conflict) => tracing::warn!(%device, "a sign-out was not noted"),
        Err(error) => tracing::warn!(%device, %error, "a sign-out was not noted"),
    }
}

/// The same words for a wrong PIN and for somebody who does not exist (S14).
pub(crate) fn wrong_pin() -> Refusal {
    Refusal::new("wrong_pin", "this is not the right PIN: try again, or ask a manager")
}

/// A request that the journal did not take up.
pub(crate) fn not_taken(error: AppendError) -> Refusal {
    match error {
        AppendError::Busy => {
            Refusal::new("busy", "the store server is busy: send it again with the same id")
        }
        AppendError::Stopped => Refusal::new(
            "busy",
            "the store server is stopping: send it again with the same id once it is back",
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn s13_a_pin_that_anybody_would_try_first_is_refused() {
        for (pin, expected) in [
            ("2580", Ok(())),
            ("73918264", Ok(())),
            ("1111", Err(PinRefused::Trivial)),
            ("1234", Err(PinRefused::Trivial)),
            ("98765", Err(PinRefused::Trivial)),
            ("258", Err(PinRefused::Form)),
            ("258025802", Err(PinRefused::Form)),
            ("25a0", Err(PinRefused::Form)),
            ("２５８０", Err(PinRefused::Form)),
        ] {
            assert_eq!(check_new_pin(pin), expected, "{pin}");
        }
    }

    #[tokio::test]
    async fn s14_an_unknown_person_is_checked_against_a_hash_too_and_never_let_in() {
        let pins = PinCheck::new();
        assert!(!pins.matches("2580".to_owned(), None).await);
        let hash = hash_pin("2580").unwrap();
        assert!(hash.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"));
        assert!(pins.matches("2580".to_owned(), Some(hash.clone())).await);
        assert!(!pins.matches("2581".to_owned(), Some(hash)).await);
    }
}
