//! `comanda hq`.

use std::process::ExitCode;

use anyhow::Context as _;
use domain::id::StoreId;
use hq::HqOptions;

use super::running::until_stopped;
use crate::args::HqArgs;

/// Runs HQ until it is stopped.
pub(super) fn run(args: HqArgs) -> anyhow::Result<ExitCode> {
    let tokens = args.store.iter().map(|text| store(text)).collect::<anyhow::Result<Vec<_>>>()?;
    let HqArgs { dir, listen, store: _, read_key } = args;
    until_stopped(async move |stop| {
        let listener = store_server::listen(listen).await?;
        tracing::info!("HQ listens on {}", listener.local_addr()?);
        hq::serve(HqOptions { dir, tokens, read_key }, listener, stop).await
    })
}

/// Reads `ID=TOKEN`; the token is kept out of what goes wrong.
fn store(text: &str) -> anyhow::Result<(StoreId, String)> {
    let (id, token) = text.split_once('=').context("write each store as ID=TOKEN")?;
    let id = id.trim().parse().with_context(|| format!("{id:?} is no id of a store"))?;
    Ok((id, token.trim().to_owned()))
}
