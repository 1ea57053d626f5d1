//! Connections that only read, so that no report ever waits for the writer or holds it up.

use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};

use rusqlite::Connection;
use sealing::MemberSeal;
use tokio::sync::Semaphore;

use crate::database::open_reader;

/// Reports that are read at the same time at most; the others wait.
const READERS_MAX: usize = 4;

/// A report cannot be read.
#[derive(Debug, thiserror::Error)]
pub(crate) enum ReadError {
    #[error("HQ cannot read its database: {0}")]
    Database(#[from] rusqlite::Error),
    #[error("HQ is stopping")]
    Stopped,
}

/// A few connections, opened when first needed.
#[derive(Debug, Clone)]
pub(crate) struct Readers {
    file: PathBuf,
    seal: MemberSeal,
    permits: Arc<Semaphore>,
    idle: Arc<Mutex<Vec<Connection>>>,
}

impl Readers {
    pub(crate) fn new(file: PathBuf, seal: MemberSeal) -> Self {
        let permits = Arc::new(Semaphore::new(READERS_MAX));
        Self { file, seal, permits, idle: Arc::default() }
    }

    /// Reads off the async threads, everything `query` reads as of one moment.
    pub(crate) async fn read<T: Send + 'static>(
        &self,
        query: impl FnOnce(&Connection) -> rusqlite::Result<T> + Send + 'static,
    ) -> Result<T, ReadError> {
        let permit =
            Arc::clone(&self.permits).acquire_owned().await.map_err(|_| ReadError::Stopped)?;
        let readers = self.clone();
        let read = tokio::task::spawn_blocking(move || {
            let result = readers.read_now(query);
            drop(permit);
            result
        });
        Ok(read.await.map_err(|_| ReadError::Stopped)??)
    }

    fn read_now<T>(
        &self,
        query: impl FnOnce(&Connection) -> rusqlite::Result<T>,
    ) -> rusqlite::Result<T> {
        let idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner).pop();
        let connection = match idle {
            Some(connection) => connection,
            None => open_reader(&self.file, &self.seal)?,
        };
        let result = {
            let moment = connection.unchecked_transaction()?;
            query(&moment)?
        };
        self.idle.lock().unwrap_or_else(PoisonError::into_inner).push(connection);
        Ok(result)
    }
}
