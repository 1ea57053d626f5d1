//! Takings and Z reports.
