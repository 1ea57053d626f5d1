//! The project's own commands: `cargo xtask test`, `bench`, `protocol`, `setup`.
//!
//! Every step of `test` is a command that can be pasted; what a machine lacks is installed where
//! that is possible (Debian, as root), and elsewhere named in one line.

mod setup;

use std::process::{Command, ExitCode};
use std::time::Instant;

use anyhow::{Context, bail};

const USAGE: &str = "\
cargo xtask test       everything that CI checks
cargo xtask test rust  only format, lints, tests and documentation of the Rust side
cargo xtask test web   only types, lints and unit tests of the screens
cargo xtask test browser   only the journeys in headless Chromium
cargo xtask bench [--json]  benchmarks against the limits of this machine, in one run
cargo xtask protocol   writes the front ends' TypeScript types again
cargo xtask setup      installs what the commands above need";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match run(&arguments) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            say(&format!("{error:#}"));
            ExitCode::FAILURE
        }
    }
}

fn run(arguments: &[String]) -> anyhow::Result<()> {
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match words.as_slice() {
        ["test"] => {
            setup::everything()?;
            test_web()?;
            test_rust()?;
            test_browser()
        }
        ["test", "rust"] => test_rust(),
        ["test", "web"] => test_web(),
        ["test", "browser"] => {
            setup::everything()?;
            test_browser()
        }
        ["bench", rest @ ..] => {
            let mut words =
                vec!["run", "--release", "--quiet", "-p", "acceptance", "--bin", "bench", "--"];
            words.extend(rest);
            step("cargo", &["build", "--release", "-p", "comanda", "--locked"], &[])?;
            step("cargo", &words, &[])
        }
        ["protocol"] => step(
            "cargo",
            &["test", "--quiet", "-p", "protocol", "typescript"],
            &[("WRITE_PROTOCOL", "1")],
        ),
        ["setup"] => setup::everything(),
        _ => bail!("{USAGE}"),
    }
}

fn test_web() -> anyhow::Result<()> {
    // Its build script installs the front ends' packages, once per lock file.
    step("cargo", &["build", "-p", "web-assets", "--locked"], &[])?;
    for script in ["typecheck", "lint", "test"] {
        step("npm", &["run", "--silent", script], &[])?;
    }
    Ok(())
}

fn test_rust() -> anyhow::Result<()> {
    step("cargo", &["fmt", "--all", "--check"], &[])?;
    step(
        "cargo",
        &[
            "clippy",
            "--workspace",
            "--all-targets",
            "--all-features",
            "--locked",
            "--",
            "-D",
            "warnings",
        ],
        // The screens are not needed to lint, and Node need not be there.
        &[],
    )?;
    step("cargo", &["build", "-p", "comanda", "--locked"], &[])?;
    // Some tests read what every library says of itself, those for other systems too.
    step("cargo", &["fetch", "--locked"], &[])?;
    if setup::has("cargo-nextest") {
        step("cargo", &["nextest", "run", "--workspace", "--locked", "--no-fail-fast"], &[])?;
        step("cargo", &["test", "--workspace", "--doc", "--locked"], &[])?;
    } else {
        step("cargo", &["test", "--workspace", "--locked", "--no-fail-fast"], &[])?;
    }
    step(
        "cargo",
        &["doc", "--no-deps", "--workspace", "--locked"],
        &[("RUSTDOCFLAGS", "-Dwarnings")],
    )?;
    if setup::has("cargo-deny") {
        step("cargo", &["deny", "check", "bans", "licenses", "sources"], &[])?;
    } else {
        say(
            "cargo-deny is not installed: licences and sources are checked by the tidy tests alone",
        );
    }
    Ok(())
}

fn test_browser() -> anyhow::Result<()> {
    step("cargo", &["build", "-p", "comanda", "--locked"], &[])?;
    step("npm", &["run", "--silent", "browser"], &[])
}

/// Runs one command, shown as it can be pasted, and says how long it took.
fn step(program: &str, arguments: &[&str], environment: &[(&str, &str)]) -> anyhow::Result<()> {
    let mut words: Vec<String> =
        environment.iter().map(|(key, value)| format!("{key}={value}")).collect();
    words.push(program.to_owned());
    words.extend(arguments.iter().map(|&word| word.to_owned()));
    let line = words.join(" ");
    say(&format!("── {line}"));
    let began = Instant::now();
    let status = Command::new(program)
        .args(arguments)
        .envs(environment.iter().copied())
        .current_dir(root())
        .status()
        .with_context(|| format!("{program} could not be started: is it installed?"))?;
    if !status.success() {
        bail!("failed: {line}");
    }
    say(&format!("   {} s", began.elapsed().as_secs()));
    Ok(())
}

/// The workspace's root: two folders above this crate.
fn root() -> std::path::PathBuf {
    std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

#[expect(clippy::print_stdout, reason = "this program talks to whoever runs it")]
fn say(line: &str) {
    println!("{line}");
}
