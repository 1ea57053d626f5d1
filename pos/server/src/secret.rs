//! Tokens that let somebody in: random, handed out once, kept only as their hash.

use domain::chain::Hash;

/// A new token: 256 random bits as hexadecimal digits, and the hash that is kept.
///
/// # Errors
/// The machine gives no random numbers.
pub(crate) fn mint() -> Result<(String, Hash), getrandom::Error> {
    let mut bits = [0; 32];
    getrandom::fill(&mut bits)?;
    let token = Hash::from_bytes(bits).to_string();
    let hash = hash(&token);
    Ok((token, hash))
}

/// What is kept of a token.
pub(crate) fn hash(token: &str) -> Hash {
    Hash::from_bytes(*blake3::hash(token.as_bytes()).as_bytes())
}
