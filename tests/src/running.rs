//! Starting, killing and asking the real binary.

use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};

use anyhow::{Context, bail};
use serde_json::Value;

/// The binary under test: `COMANDA_BIN`, or the one beside this test's own build.
///
/// # Panics
/// When it was not built.
pub fn comanda() -> PathBuf {
    if let Some(path) = std::env::var_os("COMANDA_BIN") {
        return PathBuf::from(path);
    }
    let this = std::env::current_exe().unwrap_or_default();
    let folders = this.ancestors().skip(1);
    let found = folders.map(|folder| folder.join("comanda")).find(|path| path.is_file());
    match found {
        Some(path) => path,
        None => panic!("build it first: cargo build -p comanda"),
    }
}

/// The small evening of real form that comes with the project.
pub fn sample_evening() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../pos/cli/tests/data/busy-evening.csv")
}

/// Runs the binary to its end.
///
/// # Errors
/// When it could not be started.
pub fn comanda_in(dir: &Path, arguments: &[&str]) -> anyhow::Result<Ended> {
    let output = Command::new(comanda()).args(arguments).current_dir(dir).output()?;
    Ok(Ended { output })
}

/// A run of the binary that has ended.
#[derive(Debug)]
pub struct Ended {
    output: Output,
}

impl Ended {
    /// Its exit status; `None` when a signal ended it.
    pub fn status(&self) -> Option<i32> {
        self.output.status.code()
    }

    /// What it said on standard error.
    pub fn complaint(&self) -> String {
        String::from_utf8_lossy(&self.output.stderr).into_owned()
    }

    /// What it said on standard output.
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.output.stdout).into_owned()
    }

    /// The JSON object on the last line of standard output.
    ///
    /// # Errors
    /// When there is none.
    pub fn report(&self) -> anyhow::Result<Value> {
        let text = self.text();
        let last = text.lines().rfind(|line| !line.trim().is_empty()).unwrap_or_default();
        serde_json::from_str(last).with_context(|| format!("{text}\n{}", self.complaint()))
    }
}

/// The binary while it runs. Killed when dropped.
#[derive(Debug)]
pub struct Comanda {
    child: Child,
    /// The line of JSON that it printed when it was ready.
    pub ready: Value,
}

impl Comanda {
    /// Starts it and waits until it says that it is ready.
    ///
    /// # Errors
    /// When it ends instead.
    pub fn start(arguments: &[&str]) -> anyhow::Result<Self> {
        let mut child = Command::new(comanda())
            .args(arguments)
            .stdout(Stdio::piped())
            .stderr(Stdio::inherit())
            .spawn()?;
        let stdout = child.stdout.take().context("no standard output")?;
        for line in BufReader::new(stdout).lines() {
            let line = line?;
            if let Ok(ready) = serde_json::from_str::<Value>(&line)
                && ready["ready"] == Value::Bool(true)
            {
                return Ok(Self { child, ready });
            }
        }
        let status = child.wait()?;
        bail!("comanda {} ended with {status} before it was ready", arguments.join(" "))
    }

    /// A value of the ready line, as text.
    pub fn said(&self, key: &str) -> &str {
        self.ready[key].as_str().unwrap_or_default()
    }

    /// Its process id.
    pub fn id(&self) -> u32 {
        self.child.id()
    }

    /// Ends it as a power cut would: no signal handler runs.
    ///
    /// # Errors
    /// When it was gone already.
    pub fn kill(mut self) -> anyhow::Result<()> {
        self.child.kill()?;
        self.child.wait()?;
        Ok(())
    }

    /// Asks it to stop, and gives its exit status.
    ///
    /// # Errors
    /// When it could not be asked.
    pub fn stop(mut self) -> anyhow::Result<Option<i32>> {
        Command::new("kill").args(["-TERM", &self.child.id().to_string()]).status()?;
        Ok(self.child.wait()?.code())
    }

    /// Memory that it holds, in bytes.
    ///
    /// # Errors
    /// When the system does not tell.
    pub fn resident_bytes(&self) -> anyhow::Result<u64> {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.child.id()))?;
        let line = status.lines().find(|line| line.starts_with("VmRSS:")).context("no VmRSS")?;
        let kib: u64 = line
            .split_whitespace()
            .nth(1)
            .and_then(|number| number.parse().ok())
            .context("VmRSS is not a number")?;
        Ok(kib * 1024)
    }
}

impl Drop for Comanda {
    fn drop(&mut self) {
        // Gone already is as good.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
