//! Names in both languages, and the short codes that people read in addresses and settings.

use serde::{Deserialize, Serialize};

/// A name in Chinese and in English.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct Names {
    /// 简体中文.
    pub zh: String,
    /// English.
    pub en: String,
}

/// Characters in a name at most, in either language.
pub const NAME_CHARS_MAX: usize = 80;

impl Names {
    /// Both names.
    pub fn new(zh: impl Into<String>, en: impl Into<String>) -> Self {
        Self { zh: zh.into(), en: en.into() }
    }

    /// Whether both are present, not too long, and free of control characters.
    pub fn are_sound(&self) -> bool {
        [&self.zh, &self.en].into_iter().all(|name| {
            !name.trim().is_empty()
                && name.chars().count() <= NAME_CHARS_MAX
                && !name.chars().any(char::is_control)
        })
    }
}

/// A short name for a station, category, tax rate or printer: 1 to 32 of `a-z`, `0-9` and `-`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(type = "string"))]
#[serde(try_from = "String", into = "String")]
pub struct Code(Box<str>);

/// The text is not a code.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} is not a code: use 1 to 32 of a-z, 0-9 and -")]
pub struct NotACode(pub String);

impl Code {
    /// Checks and wraps a code.
    ///
    /// # Errors
    /// [`NotACode`] when it is empty, too long or has other characters.
    pub fn new(text: &str) -> Result<Self, NotACode> {
        let sound = (1..=32).contains(&text.len())
            && text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-');
        if sound { Ok(Self(text.into())) } else { Err(NotACode(text.to_owned())) }
    }

    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl TryFrom<String> for Code {
    type Error = NotACode;

    fn try_from(text: String) -> Result<Self, NotACode> {
        Self::new(&text)
    }
}

impl From<Code> for String {
    fn from(code: Code) -> Self {
        code.0.into()
    }
}

impl std::fmt::Display for Code {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_short_lower_case_and_plain() {
        for good in ["a", "noodle-bar", "2nd"] {
            assert!(Code::new(good).is_ok());
        }
        for bad in ["", "Grill", "a b", "烧烤", &"x".repeat(33)] {
            assert_eq!(Code::new(bad), Err(NotACode(bad.to_owned())));
        }
    }
}
