//! How long to wait before HQ is tried again: exponential, with full jitter.
//!
//! Full jitter, so that a thousand stores whose HQ comes back do not all call in the same second.

/// The first wait is at most this long, in milliseconds.
pub const BACKOFF_FIRST_MS: u64 = 250;
/// No wait is longer than this, in milliseconds.
pub const BACKOFF_MS_MAX: u64 = 30_000;

/// Where chance comes from.
pub trait Jitter {
    /// A number from 0 to `most`, both included.
    fn up_to(&mut self, most: u64) -> u64;
}

/// Chance from the operating system.
#[derive(Debug, Clone, Copy, Default)]
pub struct SystemJitter;

impl Jitter for SystemJitter {
    fn up_to(&mut self, most: u64) -> u64 {
        // A system that has no randomness to give waits the longest it may: late, never a stampede.
        getrandom::u64().map_or(most, |random| random % most.saturating_add(1).max(1))
    }
}

/// The longest wait after this many failures in a row, in milliseconds.
pub fn ceiling_ms(failures: u32) -> u64 {
    let doublings = failures.saturating_sub(1).min(16);
    BACKOFF_FIRST_MS.saturating_mul(1 << doublings).min(BACKOFF_MS_MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_wait_doubles_and_never_exceeds_half_a_minute() {
        for (failures, longest) in
            [(0, 250), (1, 250), (2, 500), (3, 1_000), (7, 16_000), (8, 30_000), (u32::MAX, 30_000)]
        {
            assert_eq!(ceiling_ms(failures), longest, "after {failures} failures");
        }
    }

    #[test]
    fn chance_stays_within_what_was_asked_for() {
        for most in [0, 1, 250, u64::MAX] {
            for _ in 0..50 {
                assert!(SystemJitter.up_to(most) <= most);
            }
        }
    }
}
