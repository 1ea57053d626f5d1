//! An Ed25519 key in a file beside the database, readable by its owner only.

use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};

use domain::chain::Hash;
use ed25519_dalek::{Signer, SigningKey};

use super::{DaySignature, DaySigner, SignerOut};

/// Bytes of a key.
const KEY_BYTES: usize = 32;

/// A key that is read from its file for each signature, so that a repaired file counts at once.
#[derive(Debug)]
pub(crate) struct KeyFile {
    path: PathBuf,
}

impl KeyFile {
    /// The key of the store whose data is in this directory.
    pub(crate) fn new(dir: &Path) -> Self {
        Self { path: dir.join("keys").join("z-signing.key") }
    }

    /// The key; one is made when there is no file.
    fn key(&self) -> Result<SigningKey, SignerOut> {
        let path = self.path.display();
        let bytes = match std::fs::read(&self.path) {
            Ok(bytes) => bytes,
            Err(error) if error.kind() == ErrorKind::NotFound => {
                return self.make().map_err(|error| {
                    SignerOut(format!("the signing key {path} cannot be made ({error})"))
                });
            }
            Err(error) => {
                return Err(SignerOut(format!("the signing key {path} cannot be read ({error})")));
            }
        };
        let key: [u8; KEY_BYTES] = bytes.try_into().map_err(|_| {
            SignerOut(format!(
                "the signing key {path} is damaged: put it back from a copy, or move it away"
            ))
        })?;
        Ok(SigningKey::from_bytes(&key))
    }

    /// Makes a key, on disk before it is used once.
    fn make(&self) -> std::io::Result<SigningKey> {
        let mut bytes = [0; KEY_BYTES];
        getrandom::fill(&mut bytes).map_err(|error| std::io::Error::other(error.to_string()))?;
        if let Some(folder) = self.path.parent() {
            std::fs::create_dir_all(folder)?;
        }
        let part = self.path.with_extension("part");
        let _ = std::fs::remove_file(&part);
        let mut file = owner_only().open(&part)?;
        file.write_all(&bytes)?;
        file.sync_all()?;
        // A hard link, unlike a rename, never replaces a key that somebody else has just made.
        std::fs::hard_link(&part, &self.path)?;
        std::fs::remove_file(&part)?;
        tracing::info!(path = %self.path.display(), "a key to sign closed days with was made: keep a copy of it apart from the data");
        Ok(SigningKey::from_bytes(&bytes))
    }
}

/// How a file is made that only its owner may read.
fn owner_only() -> std::fs::OpenOptions {
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options
}

impl DaySigner for KeyFile {
    fn sign(&self, hash: &Hash) -> Result<DaySignature, SignerOut> {
        let key = self.key()?;
        let signature = key.sign(hash.as_bytes());
        Ok(DaySignature {
            public_key: hex(key.verifying_key().as_bytes()),
            signature: hex(&signature.to_bytes()),
        })
    }
}

fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write;
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
        // Writing to a `String` never fails.
        let _ = write!(text, "{byte:02x}");
        text
    })
}

#[cfg(test)]
mod tests {
    use ed25519_dalek::{Signature, Verifier, VerifyingKey};
    use tempfile::TempDir;

    use super::*;

    fn bytes<const N: usize>(hex: &str) -> [u8; N] {
        std::array::from_fn(|index| u8::from_str_radix(&hex[index * 2..index * 2 + 2], 16).unwrap())
    }

    #[test]
    fn a_key_is_made_once_for_its_owner_only_and_its_signatures_hold() {
        let dir = TempDir::new().unwrap();
        let signer = KeyFile::new(dir.path());
        let hash = Hash::from_bytes([7; 32]);
        let signed = signer.sign(&hash).unwrap();
        let key = VerifyingKey::from_bytes(&bytes(&signed.public_key)).unwrap();
        let signature = Signature::from_bytes(&bytes(&signed.signature));
        assert!(key.verify(hash.as_bytes(), &signature).is_ok());
        assert!(key.verify(&[8; 32], &signature).is_err(), "another day");
        assert_eq!(KeyFile::new(dir.path()).sign(&hash).unwrap(), signed, "the same key again");
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            let mode = std::fs::metadata(&signer.path).unwrap().permissions().mode();
            assert_eq!(mode & 0o777, 0o600);
        }
    }

    #[test]
    fn a_damaged_or_unreadable_key_is_an_outage_and_never_replaced_and_counts_once_repaired() {
        let dir = TempDir::new().unwrap();
        let signer = KeyFile::new(dir.path());
        let hash = Hash::from_bytes([7; 32]);
        let signed = signer.sign(&hash).unwrap();
        let whole = std::fs::read(&signer.path).unwrap();
        std::fs::write(&signer.path, &whole[..31]).unwrap();
        let out = signer.sign(&hash).unwrap_err().to_string();
        assert!(out.contains("is damaged"), "{out}");
        assert_eq!(std::fs::read(&signer.path).unwrap().len(), 31);
        std::fs::remove_file(&signer.path).unwrap();
        std::fs::create_dir(&signer.path).unwrap();
        let out = signer.sign(&hash).unwrap_err().to_string();
        assert!(out.contains("cannot be read"), "{out}");
        std::fs::remove_dir(&signer.path).unwrap();
        std::fs::write(&signer.path, &whole).unwrap();
        assert_eq!(signer.sign(&hash), Ok(signed));
    }
}
