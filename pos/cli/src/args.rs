//! What may be typed.

use std::net::SocketAddr;
use std::path::PathBuf;

use clap::{Parser, Subcommand};

use crate::replay::Speed;

/// Comanda: one store's point of sale, kitchen display and member desk, with a line to HQ.
#[derive(Debug, Parser)]
#[command(name = "comanda", version, about, arg_required_else_help = true)]
pub struct Args {
    /// Write logs as JSON, a line each
    #[arg(long, global = true, env = "COMANDA_LOG_JSON", value_parser = clap::builder::FalseyValueParser::new())]
    pub log_json: bool,
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// What `comanda` can do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Run a store, its HQ and its printers on this machine, with a sample shop
    Demo(DemoArgs),
    /// Run a store
    Store(StoreArgs),
    /// Run headquarters
    Hq(HqArgs),
    /// Play real orders against a store as N terminals, then reconcile
    Replay(ReplayArgs),
    /// Check a store's data: chain, gaps, numbers, and that everything derived can be derived again
    Verify {
        /// The data directory
        dir: PathBuf,
        /// Report as one JSON object on the last line
        #[arg(long)]
        json: bool,
    },
    /// Derive everything in a store's data again from its journal
    Rebuild {
        /// The data directory
        dir: PathBuf,
        /// Where the key of the members' records is lost: give the records up, HQ gives them back
        #[arg(long)]
        give_up_member_records: bool,
    },
    /// Copy a store's journal and pictures into one file, also while the store runs; not its keys
    Backup {
        /// The data directory
        dir: PathBuf,
        /// The file; it must not be there yet
        #[arg(long, value_name = "FILE")]
        out: PathBuf,
    },
    /// Put a backup into an empty data directory and begin a new history there
    Restore {
        /// The backup
        file: PathBuf,
        /// The data directory
        #[arg(long)]
        dir: PathBuf,
    },
    /// Run a printer that is made of software
    Printer(PrinterArgs),
    /// Check, show or rewrite a store description
    Config {
        /// What to do with it.
        #[command(subcommand)]
        action: ConfigAction,
    },
}

/// What `comanda demo` is told.
#[derive(Debug, clap::Args)]
pub struct DemoArgs {
    /// Where everything is kept; started again with the same one, the demo goes on where it was
    #[arg(long, default_value = "demo-data")]
    pub dir: PathBuf,
    /// Where the store listens
    #[arg(long, value_name = "ADDR")]
    pub store_listen: Option<SocketAddr>,
    /// Where HQ listens
    #[arg(long, value_name = "ADDR")]
    pub hq_listen: Option<SocketAddr>,
    /// Run a second store of the same HQ as well, on any free port
    #[arg(long)]
    pub second_store: bool,
    /// Do not say which pages to open
    #[arg(long)]
    pub no_browser_hint: bool,
    /// Run one half of it alone, so that each can be stopped by itself
    #[arg(long, value_enum)]
    pub only: Option<Half>,
    /// Say where everything is as one JSON object on one line
    #[arg(long)]
    pub json: bool,
}

/// A half of a demo.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum Half {
    /// The store server with its printers.
    Store,
    /// Headquarters.
    Hq,
}

/// What `comanda store` is told.
#[derive(Debug, clap::Args)]
pub struct StoreArgs {
    /// The data directory
    #[arg(long)]
    pub dir: PathBuf,
    /// The store description; store.toml in the data directory otherwise
    #[arg(long, value_name = "FILE")]
    pub config: Option<PathBuf>,
    /// Where it listens
    #[arg(long, value_name = "ADDR", default_value = "0.0.0.0:9300")]
    pub listen: SocketAddr,
    /// A name under which browsers reach the store, besides addresses and *.local
    #[arg(long, value_name = "NAME")]
    pub host_name: Vec<String>,
    /// A catalogue as JSON, published when the store has none yet
    #[arg(long, value_name = "FILE")]
    pub catalogue: Option<PathBuf>,
    /// The PIN of a first manager, added when nobody works there yet
    #[arg(long, value_name = "PIN", env = "COMANDA_MANAGER_PIN", hide_env_values = true)]
    pub manager_pin: Option<String>,
    /// Print a code that lets one device in
    #[arg(long)]
    pub print_pairing_code: bool,
}

/// What `comanda hq` is told.
#[derive(Debug, clap::Args)]
pub struct HqArgs {
    /// The data directory
    #[arg(long)]
    pub dir: PathBuf,
    /// Where it listens
    #[arg(long, value_name = "ADDR", default_value = "0.0.0.0:9310")]
    pub listen: SocketAddr,
    /// A store to let in, with its secret of 16 characters or more
    #[arg(
        long,
        value_name = "ID=TOKEN",
        env = "COMANDA_HQ_STORES",
        value_delimiter = ',',
        hide_env_values = true
    )]
    pub store: Vec<String>,
    /// What whoever reads from another machine must show
    #[arg(long, value_name = "KEY", env = "COMANDA_HQ_READ_KEY", hide_env_values = true)]
    pub read_key: Option<String>,
}

/// What `comanda printer` is told.
#[derive(Debug, clap::Args)]
pub struct PrinterArgs {
    /// Where it listens
    #[arg(long, value_name = "ADDR", default_value = "127.0.0.1:9100")]
    pub listen: SocketAddr,
    /// Where each paper is kept as a picture; otherwise only its text is shown
    #[arg(long, value_name = "DIR")]
    pub out: Option<PathBuf>,
    /// Width of the paper in millimetres
    #[arg(long, value_name = "MM", default_value = "80", value_parser = ["80", "58"])]
    pub width: String,
}

/// What may be done with a store description.
#[derive(Debug, Subcommand)]
pub enum ConfigAction {
    /// Say everything that is wrong with it, in both languages
    Check {
        /// The store description
        file: PathBuf,
    },
    /// Show what it comes to, without secrets
    Show {
        /// The store description
        file: PathBuf,
    },
    /// Write it anew, with every default filled in
    Render {
        /// The store description
        file: PathBuf,
    },
}

/// What `comanda replay` is told.
#[derive(Debug, clap::Args)]
pub struct ReplayArgs {
    /// Orders as CSV: order id, ordered at, item, quantity, unit price
    pub file: PathBuf,
    /// The store, such as <http://127.0.0.1:4100>
    #[arg(long, value_name = "URL")]
    pub to: String,
    /// HQ, when it is not where the store says it is
    #[arg(long, value_name = "URL")]
    pub hq: Option<String>,
    /// What HQ wants to see before it answers
    #[arg(long, value_name = "TOKEN", env = "COMANDA_HQ_TOKEN", hide_env_values = true)]
    pub hq_token: Option<String>,
    /// How many terminals play
    #[arg(long, value_name = "N", default_value_t = 8, value_parser = clap::value_parser!(u32).range(1..=64))]
    pub terminals: u32,
    /// How many times faster than the orders came in, or "max"
    #[arg(long, value_name = "X", default_value = "max")]
    pub speed: Speed,
    /// Play only the N oldest orders
    #[arg(long, value_name = "N")]
    pub limit: Option<usize>,
    /// Seconds that the store may be away before a terminal gives up
    #[arg(long, value_name = "S", default_value_t = 60)]
    pub patience: u64,
    /// How to get in where there is no demo; several, separated by commas, when each lets one in
    #[arg(long, value_name = "C")]
    pub pairing_code: Option<String>,
    /// The PIN of whoever signs in where there is no demo
    #[arg(long, value_name = "P", env = "COMANDA_PIN", hide_env_values = true)]
    pub pin: Option<String>,
    /// Who signs in: a name in either script, or an id; the first manager otherwise
    #[arg(long, value_name = "WHO")]
    pub staff: Option<String>,
    /// Report as one JSON object on the last line
    #[arg(long)]
    pub json: bool,
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory as _;

    use super::*;

    #[test]
    fn what_may_be_typed_holds_together() {
        Args::command().debug_assert();
        let typed = "comanda replay evening.csv --to http://127.0.0.1:4100 --speed 60 --json";
        let Command::Replay(replay) = Args::parse_from(typed.split(' ')).command else {
            panic!("another command was understood");
        };
        assert_eq!((replay.terminals, replay.patience), (8, 60));
        assert_eq!(replay.speed, Speed::Times(60.0));
    }
}
