//! Builds the three front ends into `OUT_DIR`, so that `cargo run` is all a fresh machine needs.
//!
//! Writes nothing into the source tree but `node_modules`. `COMANDA_WEB_DIST` replaces the whole build with a prebuilt
//! folder; the feature `no-web` (and docs.rs, which has no network) replaces it with nothing.

use std::collections::hash_map::DefaultHasher;
use std::env;
use std::fs;
use std::hash::{Hash, Hasher};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};

/// The front ends: workspace folder, and the folder its pages get inside the embedded tree.
const APPS: [(&str, &str); 3] = [("pos/web", "pos"), ("kds/web", "kds"), ("sync/web", "hq")];
const ROOT_INPUTS: [&str; 4] =
    ["package.json", "package-lock.json", ".npmrc", "tsconfig.base.json"];
const SOURCE_ENDINGS: [&str; 7] = ["ts", "tsx", "css", "html", "svg", "json", "png"];
const STAMP: &str = "node_modules/.comanda-lock-stamp";
const NO_NPM: &str = "Comanda's screens are built with Node 20.19 or newer, and no `npm` was found: install Node, \
    or set COMANDA_WEB_DIST to a prebuilt folder, or build with --features comanda/no-web";

fn main() -> ExitCode {
    println!("cargo:rerun-if-changed=build.rs");
    println!("cargo:rerun-if-env-changed=COMANDA_WEB_DIST");
    match build() {
        Ok(folder) => {
            println!("cargo:rustc-env=COMANDA_WEB_EMBED={}", folder.display());
            ExitCode::SUCCESS
        }
        Err(sentence) => {
            println!("cargo::error={sentence}");
            ExitCode::FAILURE
        }
    }
}

/// Returns the folder to embed, or one sentence for the person who runs the build.
fn build() -> Result<PathBuf, String> {
    let out = PathBuf::from(env::var("OUT_DIR").map_err(|error| error.to_string())?).join("web");
    if env::var_os("CARGO_FEATURE_NO_WEB").is_some() || env::var_os("DOCS_RS").is_some() {
        let empty = out.with_file_name("no-web");
        fs::create_dir_all(&empty)
            .map_err(|error| format!("cannot create {}: {error}", empty.display()))?;
        return Ok(empty);
    }
    if let Some(prebuilt) = env::var_os("COMANDA_WEB_DIST").filter(|value| !value.is_empty()) {
        return prebuilt_folder(Path::new(&prebuilt));
    }
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let root =
        root.canonicalize().map_err(|error| format!("cannot read {}: {error}", root.display()))?;
    watch(&root).map_err(|error| format!("cannot list the front-end sources: {error}"))?;
    install(&root)?;
    for (workspace, name) in APPS {
        let out_dir = out.join(name);
        let out_dir = out_dir
            .to_str()
            .ok_or("the target folder's path is not UTF-8, and npm needs it to be")?;
        npm(
            &root,
            &[
                "run",
                "build",
                "-w",
                workspace,
                "--",
                "--outDir",
                out_dir,
                "--emptyOutDir",
                "--logLevel",
                "warn",
            ],
        )?;
    }
    Ok(out)
}

fn prebuilt_folder(folder: &Path) -> Result<PathBuf, String> {
    println!("cargo:rerun-if-changed={}", folder.display());
    for (_, name) in APPS {
        if !folder.join(name).is_dir() {
            let folder = folder.display();
            return Err(format!(
                "COMANDA_WEB_DIST={folder} holds no folder `{name}`: it must hold pos, kds and hq"
            ));
        }
    }
    folder.canonicalize().map_err(|error| format!("cannot read {}: {error}", folder.display()))
}

/// Tells cargo to run this again when a front-end source changes.
///
/// Names files and not folders: a folder here also holds Rust, and cargo looks at everything below a named folder. A new
/// file is noticed by the file that begins to import it.
fn watch(root: &Path) -> io::Result<()> {
    for name in ROOT_INPUTS {
        println!("cargo:rerun-if-changed={}", root.join(name).display());
    }
    for folder in APPS.map(|(workspace, _)| workspace).into_iter().chain(["shared/web"]) {
        watch_folder(&root.join(folder))?;
    }
    Ok(())
}

fn watch_folder(folder: &Path) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        if path.is_dir() {
            if name != "node_modules" {
                watch_folder(&path)?;
            }
        } else if is_source(&path) && !name.contains(".test.") {
            println!("cargo:rerun-if-changed={}", path.display());
        }
    }
    Ok(())
}

fn is_source(path: &Path) -> bool {
    path.extension().is_some_and(|ending| SOURCE_ENDINGS.iter().any(|known| ending == *known))
}

/// Installs the locked packages, but only when the lock is not the one that was installed last.
fn install(root: &Path) -> Result<(), String> {
    let lock = root.join("package-lock.json");
    let text =
        fs::read(&lock).map_err(|error| format!("cannot read {}: {error}", lock.display()))?;
    let mut hasher = DefaultHasher::new();
    text.hash(&mut hasher);
    let wanted = format!("{:016x}", hasher.finish());
    let stamp = root.join(STAMP);
    if fs::read_to_string(&stamp).is_ok_and(|installed| installed == wanted) {
        return Ok(());
    }
    npm(root, &["ci", "--include=dev", "--no-audit", "--no-fund"])?;
    fs::write(&stamp, wanted).map_err(|error| format!("cannot write {}: {error}", stamp.display()))
}

fn npm(root: &Path, arguments: &[&str]) -> Result<(), String> {
    let program = if cfg!(windows) { "npm.cmd" } else { "npm" };
    let output = match Command::new(program).args(arguments).current_dir(root).output() {
        Ok(output) => output,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Err(NO_NPM.to_owned()),
        Err(error) => {
            return Err(format!("`npm {}` could not be started: {error}", arguments.join(" ")));
        }
    };
    if output.status.success() {
        return Ok(());
    }
    for said in [&output.stdout, &output.stderr] {
        io::stderr().write_all(said).map_err(|error| error.to_string())?;
    }
    Err(format!("`npm {}` failed ({}); what it said is below", arguments.join(" "), output.status))
}
