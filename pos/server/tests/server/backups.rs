//! Backups and what comes back from them.

use std::fs;
use std::path::Path;

use store_server::{backup, restore};
use tempfile::TempDir;

use crate::client::Client;
use crate::shop::{Premises, tea_paid};

/// Keeps a picture as the store does, and says where.
fn photo(dir: &Path, bytes: &[u8]) -> String {
    let name = format!("photos/{}", blake3::hash(bytes));
    fs::create_dir_all(dir.join("photos")).unwrap();
    fs::write(dir.join(&name), bytes).unwrap();
    name
}

/// What is in a directory, below it too.
fn files(dir: &Path) -> Vec<String> {
    let mut found = Vec::new();
    for entry in fs::read_dir(dir).unwrap() {
        let entry = entry.unwrap();
        let name = entry.file_name().to_string_lossy().into_owned();
        if entry.path().is_dir() {
            found.extend(files(&entry.path()).into_iter().map(|below| format!("{name}/{below}")));
        } else {
            found.push(name);
        }
    }
    found.sort();
    found
}

#[tokio::test]
async fn a_backup_of_a_running_store_brings_pictures_back_and_no_keys() {
    let premises = Premises::new().await;
    let shop = premises.open().await;
    Client::terminal(&shop).await.done(&tea_paid()).await;
    let (first, second) = (photo(premises.dir(), b"noodles"), photo(premises.dir(), b"tea"));
    fs::write(premises.dir().join("photos/half.part"), b"half").unwrap();
    fs::create_dir_all(premises.dir().join("keys")).unwrap();
    fs::write(premises.dir().join("keys/z-signing.key"), [7; 32]).unwrap();

    let away = TempDir::new().unwrap();
    let (file, new) = (away.path().join("monday.backup"), away.path().join("new"));
    let made = backup(premises.dir(), &file).unwrap();
    assert_eq!((made.seq, made.photos), (shop.seq(), 2));
    assert_eq!(files(away.path()), ["monday.backup"], "nothing is left beside it");
    assert!(!fs::read(&file).unwrap().windows(32).any(|bytes| bytes == [7; 32]));
    shop.close().await;

    let restored = restore(&file, &new).unwrap();
    assert_eq!((restored.journal.restored_seq, restored.photos), (made.seq, 2));
    assert_eq!(fs::read(new.join(first)).unwrap(), b"noodles");
    assert_eq!(fs::read(new.join(second)).unwrap(), b"tea");
    let back = files(&new);
    assert!(
        !back.iter().any(|name| name.contains("key") || name.contains("on-its-way")),
        "{back:?}"
    );
    let again = restore(&file, &new).unwrap_err().to_string();
    assert!(again.contains("empty directory"), "{again}");
}

#[tokio::test]
async fn a_backup_that_was_damaged_restores_nothing() {
    let premises = Premises::new().await;
    let shop = premises.open().await;
    shop.close().await;
    photo(premises.dir(), b"a picture of noodles");
    let away = TempDir::new().unwrap();
    let (file, new) = (away.path().join("monday.backup"), away.path().join("new"));
    backup(premises.dir(), &file).unwrap();
    let whole = fs::read(&file).unwrap();
    let at = whole.windows(20).position(|bytes| bytes == b"a picture of noodles").unwrap();
    let mut changed = whole.clone();
    changed[at] ^= 1;
    let key = whole.windows(7).position(|bytes| bytes == b"photos/").unwrap();
    let mut renamed = whole.clone();
    renamed[key..key + 7].copy_from_slice(b"../../x");
    for (bytes, expected) in [
        (changed, "was changed"),
        (renamed, ""),
        (whole[..whole.len() / 2].to_vec(), "does not hold"),
        (b"no backup at all".repeat(100), "does not hold"),
        (Vec::new(), "holds no journal"),
    ] {
        fs::write(&file, bytes).unwrap();
        let told = restore(&file, &new).unwrap_err().to_string();
        assert!(told.contains(expected) && told.contains("nothing was restored"), "{told}");
        assert!(!new.exists(), "{told}");
        assert_eq!(files(away.path()), ["monday.backup"], "{told}");
    }
}

#[tokio::test]
async fn a_backup_that_is_a_journal_alone_still_restores() {
    let premises = Premises::new().await;
    let shop = premises.open().await;
    let away = TempDir::new().unwrap();
    let (file, new) = (away.path().join("old.backup"), away.path().join("new"));
    let made = journal::backup(premises.dir(), &file).unwrap();
    shop.close().await;
    let restored = restore(&file, &new).unwrap();
    assert_eq!((restored.journal.restored_seq, restored.photos), (made.seq, 0));
}
