//! A key in a file that only its owner may read.

use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};

/// Bytes of a key.
pub const KEY_BYTES: usize = 32;

/// A key's file is of no use now.
#[derive(Debug, thiserror::Error)]
pub enum KeyFileError {
    /// It could not be made.
    #[error("the key {path} cannot be made ({source})", path = .path.display())]
    NotMade {
        /// The file.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// It could not be read.
    #[error("the key {path} cannot be read ({source})", path = .path.display())]
    NotRead {
        /// The file.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// It is no key.
    #[error("the key {path} is damaged: put it back from a copy, or move it away", path = .path.display())]
    Damaged {
        /// The file.
        path: PathBuf,
    },
}

/// Reads a key; `None` when there is no such file.
///
/// # Errors
/// [`KeyFileError`].
pub fn read_key(path: &Path) -> Result<Option<[u8; KEY_BYTES]>, KeyFileError> {
    let bytes = match std::fs::read(path) {
        Ok(bytes) => bytes,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
        Err(source) => return Err(KeyFileError::NotRead { path: path.to_owned(), source }),
    };
    let damaged = |_| KeyFileError::Damaged { path: path.to_owned() };
    bytes.try_into().map(Some).map_err(damaged)
}

/// Makes a key, which is on disk when this returns. Never replaces one.
///
/// # Errors
/// [`KeyFileError`].
pub fn make_key(path: &Path) -> Result<[u8; KEY_BYTES], KeyFileError> {
    write_new(path).map_err(|source| KeyFileError::NotMade { path: path.to_owned(), source })
}

fn write_new(path: &Path) -> std::io::Result<[u8; KEY_BYTES]> {
    let mut bytes = [0; KEY_BYTES];
    getrandom::fill(&mut bytes).map_err(|error| std::io::Error::other(error.to_string()))?;
    let folder = path.parent().unwrap_or(Path::new("."));
    std::fs::create_dir_all(folder)?;
    let part = path.with_extension("part");
    let _ = std::fs::remove_file(&part);
    let mut file = owner_only().open(&part)?;
    file.write_all(&bytes)?;
    file.sync_all()?;
    // A hard link, unlike a rename, never replaces a key that somebody else has just made.
    std::fs::hard_link(&part, path)?;
    std::fs::remove_file(&part)?;
    std::fs::File::open(folder)?.sync_all()?;
    Ok(bytes)
}

/// How a file is made that only its owner may read.
fn owner_only() -> std::fs::OpenOptions {
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_made_once_and_for_its_owner_only() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("keys").join("a.key");
        assert!(read_key(&path).unwrap().is_none());
        let made = make_key(&path).unwrap();
        assert_eq!(read_key(&path).unwrap(), Some(made));
        let refused = make_key(&path).unwrap_err().to_string();
        assert!(refused.contains("cannot be made"), "{refused}");
        assert_eq!(read_key(&path).unwrap(), Some(made), "the first one stands");
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            let mode = std::fs::metadata(&path).unwrap().permissions().mode();
            assert_eq!(mode & 0o777, 0o600);
        }
    }

    #[test]
    fn a_damaged_key_is_said_to_be_and_left_alone() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("a.key");
        std::fs::write(&path, [7; 31]).unwrap();
        let refused = read_key(&path).unwrap_err().to_string();
        assert!(refused.contains("is damaged"), "{refused}");
        assert_eq!(std::fs::read(&path).unwrap().len(), 31);
    }
}
