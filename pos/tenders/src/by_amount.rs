//! What a simulated machine does, told by the last two digits of the amount, as the test terminals of
//! acquirers have it: whoever tries a till out needs no other handle.

/// What an amount asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum AmountAsks {
    /// Any other amount: the money moves.
    Approve,
    /// `.01`: it does not, and the machine says so.
    Decline,
    /// `.02`: it does not, and the machine never answers.
    Silence,
    /// `.03`: it moves, and the line breaks before the machine says so.
    BreakWithMoney,
    /// `.04`: the guest takes for ever, until it is called off.
    NoGuest,
}

/// What an amount in minor units asks for.
pub(crate) fn of(minor: u64) -> AmountAsks {
    match minor % 100 {
        1 => AmountAsks::Decline,
        2 => AmountAsks::Silence,
        3 => AmountAsks::BreakWithMoney,
        4 => AmountAsks::NoGuest,
        _ => AmountAsks::Approve,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_last_two_digits_count() {
        for (minor, expected) in [
            (1, AmountAsks::Decline),
            (1_200, AmountAsks::Approve),
            (1_201, AmountAsks::Decline),
            (1_202, AmountAsks::Silence),
            (1_203, AmountAsks::BreakWithMoney),
            (1_204, AmountAsks::NoGuest),
            (1_205, AmountAsks::Approve),
            (1_211, AmountAsks::Approve),
        ] {
            assert_eq!(of(minor), expected, "{minor}");
        }
    }
}
