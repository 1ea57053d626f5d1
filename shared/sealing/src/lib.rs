//! Keys that lie in files beside a database and never in it, and members' records sealed with them.
//!
//! A copy of a database, a backup for example, tells nobody's name without the folder of keys.

mod key_file;
mod member_seal;

pub use self::key_file::{KEY_BYTES, KeyFileError, make_key, read_key};
pub use self::member_seal::{MEMBER_KEY_FILE, MemberKeyError, MemberSeal};

/// The folder of keys, in a data directory.
pub const KEYS_FOLDER: &str = "keys";
