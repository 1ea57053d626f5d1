//! Members' records at rest: each sealed with a key of its member's own, and found by marks.
//!
//! One key lies in a file. From it each member's own key is derived, with which their record is
//! encrypted and authenticated (ChaCha20-Poly1305 of RFC 8439, with a random nonce: one key seals the
//! few versions of one record), so that a record that was moved to another member,
//! or changed, does not open. What a member is found by (phone, last four digits, cards, beginnings of
//! their names) is kept as a keyed hash (BLAKE3): equal things have equal marks, and without the key
//! nobody can try all the phone numbers there are. Both derivations are BLAKE3's own
//! (<https://github.com/BLAKE3-team/BLAKE3-specs>, `derive_key` and keyed hashing).

use std::path::{Path, PathBuf};

use ring::aead::{Aad, CHACHA20_POLY1305, LessSafeKey, NONCE_LEN, Nonce, UnboundKey};
use rusqlite::Connection;
use rusqlite::functions::{Context, FunctionFlags};

use crate::KEYS_FOLDER;
use crate::key_file::{KEY_BYTES, KeyFileError, make_key, read_key};

/// What the key's file is called, in the folder of keys.
pub const MEMBER_KEY_FILE: &str = "members.key";

/// The members' key is not there, or not the one.
#[derive(Debug, thiserror::Error)]
pub enum MemberKeyError {
    /// The file.
    #[error(transparent)]
    File(#[from] KeyFileError),
    /// It is missing, and records were sealed with it.
    #[error(
        "{path} is missing, and the members' records here can only be read with it: put the folder keys back from its copy",
        path = .path.display()
    )]
    Missing {
        /// Where it belongs.
        path: PathBuf,
    },
    /// There is one, of another data directory.
    #[error(
        "{path} is not the key with which the members' records here were sealed: put the right one back from its copy",
        path = .path.display()
    )]
    Other {
        /// The file.
        path: PathBuf,
    },
}

/// Seals members' records, opens them, and makes the marks by which they are found.
#[derive(Clone)]
pub struct MemberSeal {
    records: [u8; KEY_BYTES],
    marks: [u8; KEY_BYTES],
}

impl std::fmt::Debug for MemberSeal {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("MemberSeal")
    }
}

/// A record could not be sealed, or does not open.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
enum SealError {
    #[error("the machine gives no random numbers")]
    NoRandom,
    #[error("a member's record does not open with the key of this data directory")]
    Closed,
}

impl MemberSeal {
    /// The seal that a key makes.
    pub fn new(key: &[u8; KEY_BYTES]) -> Self {
        Self {
            records: blake3::derive_key("comanda 2026-11 members' records", key),
            marks: blake3::derive_key("comanda 2026-11 members' marks", key),
        }
    }

    /// The seal of a data directory. `noted` is the fingerprint of the key with which records there were
    /// sealed; without one a key is made if there is none.
    ///
    /// # Errors
    /// [`MemberKeyError`]; then no key was made.
    pub fn of_directory(dir: &Path, noted: Option<&str>) -> Result<Self, MemberKeyError> {
        let path = dir.join(KEYS_FOLDER).join(MEMBER_KEY_FILE);
        let key = match (read_key(&path)?, noted) {
            (Some(key), _) => key,
            (None, None) => make_key(&path)?,
            (None, Some(_)) => return Err(MemberKeyError::Missing { path }),
        };
        let seal = Self::new(&key);
        if noted.is_some_and(|noted| noted != seal.fingerprint()) {
            return Err(MemberKeyError::Other { path });
        }
        Ok(seal)
    }

    /// What a database notes of the key, to tell it from others: 32 hexadecimal digits that say nothing
    /// about it.
    pub fn fingerprint(&self) -> String {
        blake3::keyed_hash(&self.marks, b"fingerprint").to_hex()[..32].to_owned()
    }

    /// Teaches a connection the functions `sealed(owner, text)`, `opened(owner, sealed)`, and for what
    /// members are found by `mark(kind, text)` (16 bytes) and `short_mark(kind, text)` (a number: of
    /// two different texts it may be the same, so that what is found must be looked at). An owner is a
    /// text or bytes; of nothing each of them gives nothing.
    ///
    /// # Errors
    /// When the connection takes no functions.
    pub fn teach(&self, connection: &Connection) -> rusqlite::Result<()> {
        let flags = FunctionFlags::SQLITE_UTF8 | FunctionFlags::SQLITE_DIRECTONLY;
        let steady = flags | FunctionFlags::SQLITE_DETERMINISTIC;
        let seal = self.clone();
        connection.create_scalar_function("sealed", 2, flags, move |context| {
            let Some(text) = context.get_raw(1).as_bytes_or_null().map_err(user)? else {
                return Ok(None);
            };
            let owner = context.get_raw(0).as_bytes().map_err(user)?;
            seal.seal(owner, text).map(Some).map_err(user)
        })?;
        let seal = self.clone();
        connection.create_scalar_function("opened", 2, steady, move |context| {
            let Some(bytes) = context.get_raw(1).as_blob_or_null().map_err(user)? else {
                return Ok(None);
            };
            let owner = context.get_raw(0).as_bytes().map_err(user)?;
            let plain = seal.open(owner, bytes).map_err(user)?;
            String::from_utf8(plain).map(Some).map_err(user)
        })?;
        let seal = self.clone();
        connection.create_scalar_function("mark", 2, steady, move |context| {
            let mark = seal.mark_of(context)?;
            Ok(mark.map(|mark| mark.as_bytes()[..16].to_vec()))
        })?;
        let seal = self.clone();
        connection.create_scalar_function("short_mark", 2, steady, move |context| {
            let mark = seal.mark_of(context)?;
            let first = |mark: blake3::Hash| std::array::from_fn(|at| mark.as_bytes()[at]);
            Ok(mark.map(|mark| i64::from_be_bytes(first(mark))))
        })
    }

    fn mark_of(&self, context: &Context<'_>) -> rusqlite::Result<Option<blake3::Hash>> {
        let kind = context.get_raw(0).as_str().map_err(user)?;
        let Some(text) = context.get_raw(1).as_str_or_null().map_err(user)? else {
            return Ok(None);
        };
        let mut hasher = blake3::Hasher::new_keyed(&self.marks);
        // What is found by its phone must not be found by a card with the same digits.
        hasher.update(kind.as_bytes()).update(b"\0").update(text.as_bytes());
        Ok(Some(hasher.finalize()))
    }

    fn cipher(&self, owner: &[u8]) -> Result<LessSafeKey, SealError> {
        let key = blake3::keyed_hash(&self.records, owner);
        let key = UnboundKey::new(&CHACHA20_POLY1305, key.as_bytes());
        key.map(LessSafeKey::new).map_err(|_| SealError::Closed)
    }

    fn seal(&self, owner: &[u8], plain: &[u8]) -> Result<Vec<u8>, SealError> {
        let mut nonce = [0; NONCE_LEN];
        getrandom::fill(&mut nonce).map_err(|_| SealError::NoRandom)?;
        let mut text = plain.to_vec();
        self.cipher(owner)?
            .seal_in_place_append_tag(Nonce::assume_unique_for_key(nonce), Aad::empty(), &mut text)
            // Only texts of hundreds of gigabytes are too long for it.
            .map_err(|_| SealError::Closed)?;
        Ok([nonce.as_slice(), &text].concat())
    }

    fn open(&self, owner: &[u8], sealed: &[u8]) -> Result<Vec<u8>, SealError> {
        let (nonce, text) = sealed.split_first_chunk().ok_or(SealError::Closed)?;
        let mut text = text.to_vec();
        let plain = self
            .cipher(owner)?
            .open_in_place(Nonce::assume_unique_for_key(*nonce), Aad::empty(), &mut text)
            .map_err(|_| SealError::Closed)?
            .len();
        text.truncate(plain);
        Ok(text)
    }
}

fn user(error: impl std::error::Error + Send + Sync + 'static) -> rusqlite::Error {
    rusqlite::Error::UserFunctionError(Box::new(error))
}

#[cfg(test)]
mod tests {
    use super::*;

    const WEI: &[u8] = b"member of Wei...";

    #[test]
    fn a_record_opens_for_its_own_member_and_key_only_and_not_once_it_was_changed() {
        let seal = MemberSeal::new(&[1; KEY_BYTES]);
        let sealed = seal.seal(WEI, b"+447700900123").unwrap();
        assert_eq!(seal.open(WEI, &sealed).unwrap(), b"+447700900123");
        assert!(!sealed.windows(6).any(|piece| piece == b"900123"));
        assert_ne!(seal.seal(WEI, b"+447700900123").unwrap(), sealed, "never twice the same");
        let closed = Err(SealError::Closed);
        assert_eq!(seal.open(b"somebody else...", &sealed), closed);
        assert_eq!(MemberSeal::new(&[2; KEY_BYTES]).open(WEI, &sealed), closed);
        for at in [0, NONCE_LEN, sealed.len() - 1] {
            let mut changed = sealed.clone();
            changed[at] ^= 1;
            assert_eq!(seal.open(WEI, &changed), closed, "byte {at}");
        }
        assert_eq!(seal.open(WEI, &sealed[..NONCE_LEN - 1]), closed, "cut short");
    }

    #[test]
    fn a_database_finds_by_marks_what_another_key_does_not() {
        let mark = |key: u8, sql: &str| -> Vec<u8> {
            let connection = Connection::open_in_memory().unwrap();
            MemberSeal::new(&[key; KEY_BYTES]).teach(&connection).unwrap();
            connection.query_row(sql, [], |row| row.get(0)).unwrap()
        };
        let phone = "SELECT mark('phone', '+447700900123')";
        assert_eq!(mark(1, phone), mark(1, phone));
        assert_eq!(mark(1, phone).len(), 16);
        assert_ne!(mark(1, phone), mark(2, phone));
        assert_ne!(mark(1, phone), mark(1, "SELECT mark('card', '+447700900123')"));
    }

    #[test]
    fn a_directory_that_has_lost_its_key_says_so_and_makes_no_other() {
        let dir = tempfile::tempdir().unwrap();
        let noted = MemberSeal::of_directory(dir.path(), None).unwrap().fingerprint();
        let again = MemberSeal::of_directory(dir.path(), Some(&noted)).unwrap();
        assert_eq!(again.fingerprint(), noted);
        let path = dir.path().join(KEYS_FOLDER).join(MEMBER_KEY_FILE);
        std::fs::write(&path, [9; KEY_BYTES]).unwrap();
        let refused = MemberSeal::of_directory(dir.path(), Some(&noted)).unwrap_err().to_string();
        assert!(refused.contains("is not the key"), "{refused}");
        std::fs::remove_file(&path).unwrap();
        let refused = MemberSeal::of_directory(dir.path(), Some(&noted)).unwrap_err().to_string();
        assert!(refused.contains("is missing"), "{refused}");
        assert!(!path.exists());
    }
}
