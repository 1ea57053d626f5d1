//! An Ed25519 key in a file beside the database, readable by its owner only.

use std::path::{Path, PathBuf};

use domain::chain::Hash;
use ed25519_dalek::{Signer, SigningKey};
use sealing::{KEYS_FOLDER, KeyFileError, make_key, read_key};

use super::{DaySignature, DaySigner, SignerOut};

/// A key that is read from its file for each signature, so that a repaired file counts at once.
#[derive(Debug)]
pub(crate) struct KeyFile {
    path: PathBuf,
}

impl KeyFile {
    /// The key of the store whose data is in this directory.
    pub(crate) fn new(dir: &Path) -> Self {
        Self { path: dir.join(KEYS_FOLDER).join("z-signing.key") }
    }

    /// The key; one is made when there is no file.
    fn key(&self) -> Result<SigningKey, SignerOut> {
        let out = |error: KeyFileError| SignerOut(format!("days cannot be signed: {error}"));
        if let Some(key) = read_key(&self.path).map_err(out)? {
            return Ok(SigningKey::from_bytes(&key));
        }
        let key = make_key(&self.path).map_err(out)?;
        tracing::info!(path = %self.path.display(), "a key to sign closed days with was made: keep a copy of it apart from the data");
        Ok(SigningKey::from_bytes(&key))
    }
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
