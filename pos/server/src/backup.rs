//! Backups: one tar file with the journal and the pictures of items.
//!
//! Not in it: the keys. Whoever holds a key that signs closed days could sign others, so that a
//! backup, which lies about on other machines, must not hold it; it is copied by hand, and a store
//! restored without it makes a new one. The journal comes first, so that every picture that its menu
//! names was there already when the pictures were copied.

use std::ffi::OsString;
use std::fs::{self, File, OpenOptions};
use std::io::{self, ErrorKind, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use domain::chain::Hash;
use tar::{Archive, Builder, EntryType, Header};

/// What the pictures' folder is called, in a backup and in a data directory.
const PHOTOS_NAME: &str = "photos";
/// What the journal is called while it is on its way into or out of a backup.
const ON_ITS_WAY: &str = ".journal-on-its-way";
/// How a journal begins that is a backup by itself, as they were before pictures were kept.
const JOURNAL_BEGINS: &[u8] = b"SQLite format 3\0";
/// Who may read a backup: its owner.
const MODE: u32 = 0o600;

/// What a backup holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BackupReport {
    /// The journal's last seq.
    pub seq: u64,
    /// How many pictures.
    pub photos: u64,
    /// Bytes of the file.
    pub bytes: u64,
}

/// What a restore did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RestoreReport {
    /// With the journal.
    pub journal: journal::RestoreReport,
    /// How many pictures were put back.
    pub photos: u64,
}

/// A backup could not be made or restored.
#[derive(Debug, thiserror::Error)]
pub enum BackupError {
    /// The journal's own part of it.
    #[error(transparent)]
    Journal(#[from] journal::RestoreError),
    /// What is in the file is not what a backup holds.
    #[error("the backup does not hold, nothing was restored: {0}; take another one")]
    Unsound(String),
    /// The file system said no.
    #[error("{path}: {source}", path = .path.display())]
    Io {
        /// Where.
        path: PathBuf,
        /// What.
        source: io::Error,
    },
}

/// Where the pictures of a data directory are.
pub(crate) fn photos_dir(dir: &Path) -> PathBuf {
    dir.join(PHOTOS_NAME)
}

/// Copies the journal and the pictures of a data directory into a new file. The store may be running.
///
/// # Errors
/// [`BackupError`] when there is no journal, the file exists, or it cannot be written; then no file
/// is left.
pub fn backup(dir: &Path, out: &Path) -> Result<BackupReport, BackupError> {
    if out.exists() {
        return Err(journal::RestoreError::Exists { file: out.to_owned() }.into());
    }
    let copy = beside(out);
    let made = write_backup(dir, out, &copy);
    discard(&copy);
    made.inspect_err(|_| discard(out))
}

fn write_backup(dir: &Path, out: &Path, copy: &Path) -> Result<BackupReport, BackupError> {
    // Left by a backup that was cut off.
    discard(copy);
    let report = journal::backup(dir, copy)?;
    let file = OpenOptions::new().write(true).create_new(true).open(out).map_err(at(out))?;
    let mut archive = Builder::new(file);
    let journal = File::open(copy).map_err(at(copy))?;
    append(&mut archive, journal::FILE_NAME, journal).map_err(at(out))?;
    let mut photos = 0;
    for hash in photos_in(dir)? {
        let path = photos_dir(dir).join(hash.to_string());
        let photo = File::open(&path).map_err(at(&path))?;
        append(&mut archive, &format!("{PHOTOS_NAME}/{hash}"), photo).map_err(at(out))?;
        photos += 1;
    }
    let file = archive.into_inner().map_err(at(out))?;
    file.sync_all().map_err(at(out))?;
    let bytes = file.metadata().map_err(at(out))?.len();
    Ok(BackupReport { seq: report.seq, photos, bytes })
}

fn append(archive: &mut Builder<File>, name: &str, content: File) -> io::Result<()> {
    let mut header = Header::new_gnu();
    header.set_entry_type(EntryType::Regular);
    header.set_size(content.metadata()?.len());
    header.set_mode(MODE);
    archive.append_data(&mut header, name, content)
}

/// The pictures of a data directory, in the order of their names; nothing that is on its way there.
fn photos_in(dir: &Path) -> Result<Vec<Hash>, BackupError> {
    let folder = photos_dir(dir);
    let entries = match fs::read_dir(&folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(at(&folder)(error)),
    };
    let mut found = Vec::new();
    for entry in entries {
        let name = entry.map_err(at(&folder))?.file_name();
        found.extend(name.into_string().ok().and_then(|name| Hash::try_from(name).ok()));
    }
    found.sort_unstable_by_key(ToString::to_string);
    Ok(found)
}

/// Puts a backup into an empty data directory and begins a new history there. Each picture must be
/// what its name says, the journal must verify.
///
/// # Errors
/// [`BackupError`]; then no store is left in the directory.
pub fn restore(file: &Path, dir: &Path) -> Result<RestoreReport, BackupError> {
    let mut backup = File::open(file).map_err(at(file))?;
    let mut begins = Vec::new();
    let most = u64::try_from(JOURNAL_BEGINS.len()).unwrap_or(u64::MAX);
    Read::by_ref(&mut backup).take(most).read_to_end(&mut begins).map_err(at(file))?;
    if begins == JOURNAL_BEGINS {
        return Ok(RestoreReport { journal: journal::restore(file, dir)?, photos: 0 });
    }
    if dir.join(journal::FILE_NAME).exists() {
        return Err(journal::RestoreError::NotEmpty { dir: dir.to_owned() }.into());
    }
    backup.seek(SeekFrom::Start(0)).map_err(at(file))?;
    let is_new = !dir.exists();
    fs::create_dir_all(dir).map_err(at(dir))?;
    let copy = dir.join(ON_ITS_WAY);
    let mut put = Vec::new();
    let restored = unpack(backup, dir, &copy, &mut put)
        // Last: only now is it a store, and its pictures are there already.
        .and_then(|()| Ok(journal::restore(&copy, dir)?));
    discard(&copy);
    match restored {
        Ok(journal) => {
            Ok(RestoreReport { journal, photos: u64::try_from(put.len()).unwrap_or(u64::MAX) })
        }
        Err(error) => {
            for photo in &put {
                discard(photo);
            }
            // Neither goes when there is something else in it.
            let _ = fs::remove_dir(photos_dir(dir));
            if is_new {
                let _ = fs::remove_dir(dir);
            }
            Err(error)
        }
    }
}

/// Takes a backup apart, noting each picture that it `put` into the directory.
fn unpack(
    backup: File,
    dir: &Path,
    copy: &Path,
    put: &mut Vec<PathBuf>,
) -> Result<(), BackupError> {
    let mut archive = Archive::new(backup);
    let mut has_journal = false;
    for entry in archive.entries().map_err(unsound)? {
        let mut entry = entry.map_err(unsound)?;
        // Names are compared, never followed: a path out of the directory is no name of ours.
        let name = String::from_utf8_lossy(&entry.path_bytes()).into_owned();
        let photo = name.strip_prefix(PHOTOS_NAME).and_then(|rest| rest.strip_prefix('/'));
        let photo = photo.and_then(|hash| Hash::try_from(hash.to_owned()).ok());
        match photo {
            _ if entry.header().entry_type() != EntryType::Regular => {
                return Err(BackupError::Unsound(format!("{name} in it is no file")));
            }
            None if name == journal::FILE_NAME && !has_journal => {
                has_journal = true;
                write(&mut entry, copy)?;
            }
            None => return Err(BackupError::Unsound(format!("nothing is known of {name} in it"))),
            Some(hash) => put.extend(put_photo(&mut entry, dir, hash)?),
        }
    }
    if has_journal {
        return Ok(());
    }
    Err(BackupError::Unsound("it holds no journal".to_owned()))
}

/// Puts a picture where it belongs; `None` when it was there.
fn put_photo(from: &mut impl Read, dir: &Path, hash: Hash) -> Result<Option<PathBuf>, BackupError> {
    let folder = photos_dir(dir);
    let path = folder.join(hash.to_string());
    if path.exists() {
        return Ok(None);
    }
    fs::create_dir_all(&folder).map_err(at(&folder))?;
    let mut bytes = Vec::new();
    from.read_to_end(&mut bytes).map_err(unsound)?;
    if *blake3::hash(&bytes).as_bytes() != *hash.as_bytes() {
        return Err(BackupError::Unsound(format!("the picture {hash} was changed")));
    }
    write(&mut bytes.as_slice(), &path)?;
    Ok(Some(path))
}

/// Writes a new file to the disk.
fn write(from: &mut impl Read, path: &Path) -> Result<(), BackupError> {
    let mut file = File::create(path).map_err(at(path))?;
    let mut buffer = vec![0; 64 * 1024];
    loop {
        let read = from.read(&mut buffer).map_err(unsound)?;
        let Some(bytes) = buffer.get(..read).filter(|bytes| !bytes.is_empty()) else { break };
        file.write_all(bytes).map_err(at(path))?;
    }
    file.sync_all().map_err(at(path))
}

/// Where the journal is kept while a backup is written: on the same disk.
fn beside(out: &Path) -> PathBuf {
    let mut name = OsString::from(out);
    name.push(ON_ITS_WAY);
    PathBuf::from(name)
}

/// Removes a file; that it cannot be removed changes nothing.
fn discard(file: &Path) {
    let _ = fs::remove_file(file);
}

#[expect(clippy::needless_pass_by_value, reason = "it stands where errors are mapped")]
fn unsound(error: io::Error) -> BackupError {
    if error.kind() == ErrorKind::UnexpectedEof {
        return BackupError::Unsound("the file was cut short".to_owned());
    }
    BackupError::Unsound(error.to_string())
}

fn at(path: &Path) -> impl Fn(io::Error) -> BackupError {
    move |source| BackupError::Io { path: path.to_owned(), source }
}
