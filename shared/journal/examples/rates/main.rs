//! Rates of the journal, each beside the bare limit of `SQLite` in the same run, as a line of JSON.
//!
//! `cargo run --release -p journal --example rates -- append 5` takes orders for five seconds;
//! `cargo run --release -p journal --example rates -- report` asks for the sales of a year;
//! `cargo run --release -p journal --example rates -- members` finds one member of a million.

mod append;
mod members;
mod report;
mod shop;

use std::time::Duration;

type Failed = Box<dyn std::error::Error + Send + Sync>;

fn main() -> Result<(), Failed> {
    let home = tempfile::tempdir()?;
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).build()?;
    let words: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let line = match words.as_slice() {
        ["append", seconds] => {
            let span = Duration::from_secs(seconds.parse()?);
            runtime.block_on(append::measure(span, home.path()))?
        }
        ["report"] => runtime.block_on(report::measure(home.path()))?,
        ["members"] => runtime.block_on(members::measure(home.path()))?,
        _ => return Err("say append and how many seconds, report, or members".into()),
    };
    #[expect(clippy::print_stdout, reason = "this program prints its result")]
    {
        println!("{line}");
    }
    Ok(())
}
