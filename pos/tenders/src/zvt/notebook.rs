//! What is remembered of a terminal, in a file that a restart leaves as it is.
//!
//! Written whole before money is asked for, and again when the terminal has said how it ended. Holds
//! what the driver knows anyway: of a card no more than its last four digits.

use std::fs::File;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::memory::{Known, Of};

/// The file of one terminal.
#[derive(Debug, Clone)]
pub(super) struct Notebook {
    path: PathBuf,
    /// Where the terminal stands. What was noted of one at another address says nothing of this one.
    address: String,
}

/// What stands in it.
#[derive(Debug, Serialize, Deserialize)]
struct Page {
    address: String,
    rows: Vec<(Of, Known)>,
}

impl Notebook {
    pub(super) fn new(path: PathBuf, address: String) -> Self {
        Self { path, address }
    }

    /// What was noted, the latest last; nothing when it cannot be read, so that what was asked for
    /// before stays unknown until somebody looks at the terminal's own journal.
    pub(super) fn read(&self) -> Vec<(Of, Known)> {
        let page = match std::fs::read(&self.path) {
            Ok(bytes) => serde_json::from_slice::<Page>(&bytes).map_err(io::Error::from),
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Vec::new(),
            Err(error) => Err(error),
        };
        match page {
            Ok(page) if page.address == self.address => page.rows,
            Ok(_) => Vec::new(),
            Err(error) => {
                tracing::warn!(path = %self.path.display(), %error, "what a card terminal was asked for before cannot be read: what is unknown of it must be settled by hand");
                Vec::new()
            }
        }
    }

    /// Notes all of it; when this returns, it is on disk.
    ///
    /// # Errors
    /// It is not, and what stood there before still is.
    pub(super) async fn write(&self, rows: Vec<(Of, Known)>) -> io::Result<()> {
        let (path, page) = (self.path.clone(), Page { address: self.address.clone(), rows });
        let written = tokio::task::spawn_blocking(move || {
            replace(&path, &serde_json::to_vec(&page).map_err(io::Error::from)?)
        });
        written.await.map_err(io::Error::other)?
    }
}

/// Puts a file in the place of another, so that after a cut of the power one of them is there whole.
fn replace(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let folder = path.parent().unwrap_or(Path::new("."));
    std::fs::create_dir_all(folder)?;
    let part = path.with_extension("part");
    let mut file = File::create(&part)?;
    file.write_all(bytes)?;
    file.sync_all()?;
    std::fs::rename(&part, path)?;
    // The new name is on disk only when its folder is; elsewhere a folder cannot be opened.
    #[cfg(unix)]
    File::open(folder)?.sync_all()?;
    Ok(())
}
