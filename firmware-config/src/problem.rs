//! One thing that is wrong with a store description.

use std::fmt;

/// One thing to put right, in both languages.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Problem {
    /// Where in the file, such as `printers[1].address`.
    pub at: String,
    /// What is wrong and what to do about it, in English.
    pub en: String,
    /// The same in Chinese.
    pub zh: String,
}

impl Problem {
    pub(crate) fn new(at: impl Into<String>, en: impl Into<String>, zh: impl Into<String>) -> Self {
        Self { at: at.into(), en: en.into(), zh: zh.into() }
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { at, en, zh } = self;
        write!(formatter, "{at}: {en}\n    {zh}")
    }
}
