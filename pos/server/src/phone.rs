//! Phone numbers as people type them, in E.164 form.

use phonenumber::country;

/// Digits of a number that is looked up as a whole; fewer are a mistake or the last four.
pub(crate) const WHOLE_DIGITS_MIN: usize = 7;

/// Reads phone numbers for one region.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Phones {
    region: Option<country::Id>,
}

impl Phones {
    /// Numbers without a country code belong to this two-letter region.
    pub(crate) fn new(region: &str) -> Self {
        Self { region: region.parse().ok() }
    }

    /// Reads the metadata of all regions, which takes some 60 ms the first time. Blocks.
    pub(crate) fn warm_up(self) {
        let _ = self.e164("0");
    }

    /// A number in any usual form as `+` and digits; `None` when it cannot be one.
    ///
    /// Lenient: what the numbering plan says may lag behind the operators (and does not know the
    /// numbers reserved for fiction), so only form and length are checked.
    pub(crate) fn e164(self, typed: &str) -> Option<String> {
        let number = phonenumber::parse(self.region, typed.trim()).ok()?;
        let e164 = format!("+{}{}", number.code().value(), number.national());
        domain::member::is_e164(&e164).then_some(e164)
    }
}

/// The ASCII digits of what was typed.
pub(crate) fn digits(typed: &str) -> String {
    typed.chars().filter(char::is_ascii_digit).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_the_same_however_it_is_typed() {
        let phones = Phones::new("GB");
        for typed in [
            "07700 900123",
            "07700-900-123",
            "+44 7700 900123",
            "0044 7700 900123",
            " 07700900123 ",
        ] {
            assert_eq!(phones.e164(typed).as_deref(), Some("+447700900123"), "{typed}");
        }
        for typed in ["", "123", "abc", "07700 900123 07700 900123"] {
            assert_eq!(phones.e164(typed), None, "{typed}");
        }
    }
}
