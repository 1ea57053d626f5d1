//! HQ on a real socket with a real database.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on says where")]

mod clashes;
mod groups;
mod ingest;
mod member_news;
mod member_pages;
mod members;
mod merges;
mod reports;
mod site;
