//! Has every closed day signed: the 32 bytes of its hash, with a key outside the database. A signer
//! that cannot is noted with its reason and tried again; closing a day never waits for it.

mod key_file;

use std::sync::Arc;

use domain::SystemCommand;
use domain::chain::Hash;
use domain::day::{ClosedDay, Signing};
use tokio::sync::Notify;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

use self::key_file::KeyFile;
use crate::own_ask::{Noted, note};
use crate::parts::Parts;
use crate::pauses;

/// A signature and who gave it, both as lower-case hexadecimal digits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct DaySignature {
    /// The Ed25519 public key, 64 digits.
    pub(crate) public_key: String,
    /// The signature, 128 digits.
    pub(crate) signature: String,
}

/// The signer cannot sign now.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub(crate) struct SignerOut(pub(crate) String);

/// Whatever vouches for closed days.
pub(crate) trait DaySigner: Send + 'static {
    /// Signs a hash. May block.
    ///
    /// # Errors
    /// [`SignerOut`], with a reason that says what to do.
    fn sign(&self, hash: &Hash) -> Result<DaySignature, SignerOut>;
}

/// Starts the signer. Who closes a day wakes it by what comes back.
pub(crate) fn start(
    parts: &Arc<Parts>,
    tasks: &TaskTracker,
    stop: &CancellationToken,
) -> Arc<Notify> {
    let wake = Arc::new(Notify::new());
    let signer = Arc::new(KeyFile::new(&parts.dir));
    let (parts, woken, stop) = (Arc::clone(parts), Arc::clone(&wake), stop.clone());
    tasks.spawn(async move {
        tokio::select! {
            () = stop.cancelled() => {}
            () = run(&parts, &signer, &woken, &stop) => {}
        }
    });
    wake
}

async fn run<S: DaySigner + Sync>(
    parts: &Arc<Parts>,
    signer: &Arc<S>,
    wake: &Notify,
    stop: &CancellationToken,
) {
    let (first, most) = parts.limits.signer_retry;
    let mut pauses = pauses::growing(first, most);
    loop {
        let unsigned =
            parts.journal.read(|reader: &journal::Reader<'_>| reader.days_unsigned()).await;
        let unsigned = match unsigned {
            Ok(unsigned) => unsigned,
            Err(error) => {
                tracing::error!(%error, "closed days cannot be read: they are signed after a restart");
                return;
            }
        };
        let mut out = false;
        for day in &unsigned {
            if let Err(error) = sign(parts, signer, day, stop).await {
                tracing::warn!(z.number = day.report.number, reason = %error, "a closed day could not be signed");
                out = true;
                break;
            }
        }
        if out {
            parts.measures.signer_outages.increment(1);
            tokio::select! {
                () = wake.notified() => {}
                () = tokio::time::sleep(pauses.next().unwrap_or(most)) => {}
            }
        } else {
            pauses = pauses::growing(first, most);
            wake.notified().await;
        }
    }
}

/// Signs one day, or notes why not; the same reason is noted once.
async fn sign<S: DaySigner + Sync>(
    parts: &Arc<Parts>,
    signer: &Arc<S>,
    day: &ClosedDay,
    stop: &CancellationToken,
) -> Result<(), SignerOut> {
    let (number, hash) = (day.report.number, day.report.hash);
    let signing = Arc::clone(signer);
    let signed = tokio::task::spawn_blocking(move || signing.sign(&hash)).await;
    let signed = signed.unwrap_or_else(|error| Err(SignerOut(error.to_string())));
    match signed {
        Ok(DaySignature { public_key, signature }) => {
            let command = SystemCommand::SignDay { number, public_key, signature };
            match note(parts, stop, command).await {
                Noted::Accepted | Noted::Stopped => Ok(()),
                Noted::Refused => Err(SignerOut("the journal refused the signature".to_owned())),
            }
        }
        Err(SignerOut(reason)) => {
            let known = match &day.signing {
                Signing::Outage { reason: known, .. } => *known == reason,
                Signing::Waiting | Signing::Signed { .. } => false,
            };
            if !known {
                let command = SystemCommand::NoteSignerOutage { number, reason: reason.clone() };
                note(parts, stop, command).await;
            }
            Err(SignerOut(reason))
        }
    }
}
