//! `comanda store`.

use std::fs;
use std::io::Write as _;
use std::path::Path;
use std::process::ExitCode;

use anyhow::{Context as _, bail};
use domain::Names;
use domain::catalogue::Catalogue;
use domain::staff::Role;
use firmware_config::StoreDescription;
use store_server::{Store, StoreOptions, tender_machines};

use super::running::until_stopped;
use crate::args::StoreArgs;

/// Runs a store until it is stopped.
pub(super) fn run(args: StoreArgs) -> anyhow::Result<ExitCode> {
    let config = args.config.clone().unwrap_or_else(|| args.dir.join("store.toml"));
    let description = description(&config)?;
    let catalogue = args.catalogue.as_deref().map(catalogue).transpose()?;
    until_stopped(async move |stop| {
        let listener = store_server::listen(args.listen).await?;
        let options = StoreOptions {
            host_names: args.host_name,
            tender_machines: tender_machines(&description.tenders).await?,
            ..StoreOptions::new(args.dir, description)
        };
        let store = Store::open(options)?;
        if let Some(catalogue) = catalogue {
            store.ensure_catalogue(catalogue).await?;
        }
        if let Some(pin) = &args.manager_pin
            && store.staff().is_empty()
        {
            store.ensure_staff(Names::new("经理", "Manager"), Role::Manager, pin).await?;
        }
        let address = listener.local_addr()?;
        if args.print_pairing_code {
            let code = store.first_pairing_code()?;
            writeln!(std::io::stdout(), "Pairing code 配对码: {code}")?;
        }
        tracing::info!("the store listens on {address}");
        store_server::serve(store, listener, stop).await
    })
}

/// Reads a store description, or says everything that is wrong with it.
pub(super) fn description(file: &Path) -> anyhow::Result<StoreDescription> {
    let text = fs::read_to_string(file)
        .with_context(|| format!("cannot read the store description {}", file.display()))?;
    match StoreDescription::parse(&text) {
        Ok(description) => Ok(description),
        Err(problems) => {
            let told: Vec<String> = problems.iter().map(ToString::to_string).collect();
            bail!("{} is not sound:\n{}", file.display(), told.join("\n"))
        }
    }
}

fn catalogue(file: &Path) -> anyhow::Result<Catalogue> {
    let text =
        fs::read_to_string(file).with_context(|| format!("cannot read {}", file.display()))?;
    serde_json::from_str(&text).with_context(|| format!("{} is no catalogue", file.display()))
}
