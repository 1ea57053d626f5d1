//! The rules of the house, as tests.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

/// What each of our crates may depend on, of ours. Whatever is not here is forbidden.
const EDGES: &[(&str, &[&str])] = &[
    ("domain", &[]),
    ("protocol", &["domain"]),
    ("sealing", &[]),
    ("journal", &["domain", "sealing"]),
    ("web-assets", &[]),
    ("firmware-config", &["domain"]),
    ("printing", &["domain", "firmware-config"]),
    ("tenders", &["domain"]),
    ("kds", &["domain", "protocol"]),
    ("outbox", &["domain", "protocol"]),
    ("hq", &["domain", "protocol", "sealing", "web-assets"]),
    (
        "store-server",
        &[
            "domain",
            "protocol",
            "journal",
            "sealing",
            "firmware-config",
            "printing",
            "tenders",
            "kds",
            "outbox",
            "web-assets",
        ],
    ),
    (
        "comanda",
        &[
            "domain",
            "protocol",
            "journal",
            "firmware-config",
            "printing",
            "tenders",
            "store-server",
            "kds",
            "outbox",
            "hq",
            "web-assets",
        ],
    ),
    (
        "acceptance",
        &[
            "domain",
            "protocol",
            "journal",
            "firmware-config",
            "printing",
            "tenders",
            "hq",
            "comanda",
        ],
    ),
    ("xtask", &[]),
];

/// What may stand at the top of the repository.
const TOP: &[&str] = &[
    ".cargo",
    ".ci",
    ".config",
    ".gitignore",
    ".npmrc",
    ".prettierignore",
    ".prettierrc.json",
    "ARCHITECTURE.md",
    "Cargo.lock",
    "Cargo.toml",
    "LICENSE",
    "README.md",
    "STYLE.md",
    "clippy.toml",
    "deny.toml",
    "eslint.config.js",
    "firmware-config",
    "kds",
    "package-lock.json",
    "package.json",
    "pos",
    "rust-toolchain.toml",
    "rustfmt.toml",
    "shared",
    "sync",
    "tests",
    "tsconfig.base.json",
];

/// Words that say nothing about what a file is for.
const BANNED_WORDS: &[&str] = &["utils", "util", "helpers", "helper", "common", "manager", "misc"];

/// Lines in a source file at most; beyond 250 think again, beyond this split.
const LINES_MAX: usize = 620;

/// Migrations that have shipped, with the hash of their text. Lines are added, never changed.
const MIGRATIONS: &[(&str, &str)] = &[
    (
        "shared/journal/migrations/V1__journal.sql",
        "bca6eb5849854625d08719bdc67ffe75d370cb15166ba8e2ae2497782cd2ec16",
    ),
    (
        "shared/journal/migrations/V2__trade.sql",
        "7fa1d78c1b394fa73f3e91fdae9830b3ac1129cec271ea4d731a1952d69a8f4c",
    ),
    (
        "shared/journal/migrations/V3__kitchen.sql",
        "c9b9435c9e2b5407142e33fdf2d8ca6bc39fd08e1d7ea40b3efb585e75e12738",
    ),
    (
        "shared/journal/migrations/V4__ledger.sql",
        "148335aa8a40559bfe9e19fbac1eb6b1fe4c72189ac1aac967eb9abb9be976c6",
    ),
    (
        "shared/journal/migrations/V5__words.sql",
        "6b2f22fb80d83ecfe24f5fc22c5ec8e358ae74760d24f4901432079afbce970b",
    ),
    (
        "shared/journal/migrations/V6__merged.sql",
        "9f37c6e19069f8940e635e16cab4cf124cacb551cf3974a709df1d0b777ce27d",
    ),
    (
        "shared/journal/migrations/V7__commissions.sql",
        "5d30f25315a10c1d585c290fc0063f2e41df05e07038175e5c4aeb0548165359",
    ),
    (
        "shared/journal/migrations/V8__owing_and_coupons.sql",
        "467771487d39a5c980ac3cf97044533f04ebf33871f55f95315bca5721840fa3",
    ),
    (
        "shared/journal/migrations/V9__sealed_members.sql",
        "2006da8678e19f97fdc9831bce735912e5e22c16c24b21eb0b4fa1cf84353fa4",
    ),
    (
        "shared/journal/migrations/V10__plain_columns_and_habits.sql",
        "7e3a3c2f7e16f9fccd59aa70bd2f3a7b41039ba74d79c537570fdb2588d4e273",
    ),
    (
        "shared/journal/migrations/V11__small_members.sql",
        "b0a12194b9e3423339dd1bc59cb278e521cb6953276e93f925f56c8aae60e0d1",
    ),
    (
        "sync/hq/migrations/V1__hq.sql",
        "496ba83f4f1f1746033c6602ae26f1ef2089c86048b4d833469fdb6f60da4b7c",
    ),
    (
        "sync/hq/migrations/V2__refunds_and_practice.sql",
        "b12d93491109402f2a45eb8b0ac1b6d093ac1cdd72d2707ec40db4a9febffd30",
    ),
    (
        "sync/hq/migrations/V3__members.sql",
        "1c831c68b120c4b6d7dfad69aa6e6da613006d95ce9b13db6dc9772cb3a73db5",
    ),
    (
        "sync/hq/migrations/V4__merges.sql",
        "7857dc2e77e8961f993f84c0765a242492695bee4b39240b189684b6d7c9fb31",
    ),
    (
        "sync/hq/migrations/V5__clashes_and_coupons.sql",
        "a52f5b2eac36a72bae5348165d14708141e1de86f964b71178763032ad1a5aba",
    ),
    (
        "sync/hq/migrations/V6__sealed_members.sql",
        "293e614b3f93043db3cfbc0a2b300074437ff20ceeb154291c23c0353c60639c",
    ),
    (
        "sync/hq/migrations/V7__coupons_shared.sql",
        "795165ac5d3fac590fcbbcf009fdf95a0c85238caa5e5952d8a89a452034e849",
    ),
    (
        "sync/hq/migrations/V8__groups.sql",
        "3481ec82a3032d599ff8a78484434db2c4c250d9ff0ad6b008696b6c8516c2a2",
    ),
];

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..").canonicalize().unwrap()
}

fn metadata() -> Value {
    let output = Command::new(env!("CARGO"))
        .args(["metadata", "--format-version", "1", "--locked", "--offline"])
        .current_dir(root())
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).unwrap()
}

/// Every file that git tracks or would track.
fn files() -> Vec<String> {
    let output = Command::new("git")
        .args(["ls-files", "--cached", "--others", "--exclude-standard"])
        .current_dir(root())
        .output()
        .unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    text.lines().filter(|path| root().join(path).is_file()).map(str::to_owned).collect()
}

fn read(path: &str) -> String {
    std::fs::read_to_string(root().join(path)).unwrap_or_default()
}

fn is_source(path: &str) -> bool {
    [".rs", ".ts", ".tsx", ".mjs", ".js", ".css"].iter().any(|end| path.ends_with(end))
        && !path.ends_with(".gen.ts")
}

#[test]
fn crates_depend_only_on_what_the_map_allows() {
    let metadata = metadata();
    let ours: BTreeSet<&str> = EDGES.iter().map(|(name, _)| *name).collect();
    let allowed: BTreeMap<&str, &[&str]> = EDGES.iter().copied().collect();
    let mut seen = BTreeSet::new();
    for package in metadata["packages"].as_array().unwrap() {
        let name = package["name"].as_str().unwrap();
        if !package["source"].is_null() {
            continue;
        }
        assert!(ours.contains(name), "{name} is not on the map");
        seen.insert(name);
        for dependency in package["dependencies"].as_array().unwrap() {
            let to = dependency["name"].as_str().unwrap();
            if ours.contains(to) && dependency["path"].is_string() {
                assert!(allowed[name].contains(&to), "{name} may not depend on {to}");
            }
        }
    }
    assert_eq!(seen, ours, "every crate of the map is there");
}

#[test]
fn only_the_journal_and_hq_open_a_database_and_one_sqlite_is_linked() {
    let metadata = metadata();
    let mut versions = BTreeSet::new();
    for package in metadata["packages"].as_array().unwrap() {
        if package["name"] == "libsqlite3-sys" {
            versions.insert(package["version"].to_string());
        }
        if !package["source"].is_null() {
            continue;
        }
        for dependency in package["dependencies"].as_array().unwrap() {
            if dependency["name"] == "rusqlite" && dependency["kind"].is_null() {
                let name = package["name"].as_str().unwrap();
                assert!(
                    matches!(name, "journal" | "hq" | "sealing" | "acceptance"),
                    "{name} opens a database"
                );
            }
        }
    }
    assert_eq!(versions.len(), 1, "{versions:?}");
}

#[test]
fn every_library_has_a_licence_that_may_be_shipped() {
    const GIVEN: &[&str] = &[
        "MIT",
        "Apache-2.0",
        "BSD-2-Clause",
        "BSD-3-Clause",
        "ISC",
        "Zlib",
        "0BSD",
        "Unicode-3.0",
        "CC0-1.0",
        "MPL-2.0",
        "BSL-1.0",
        "Unlicense",
        "MIT-0",
        "CDLA-Permissive-2.0",
        "Apache-2.0 WITH LLVM-exception",
    ];
    for package in metadata()["packages"].as_array().unwrap() {
        let licence = package["license"].as_str().unwrap_or("none");
        let either = licence.replace(['(', ')'], "").replace('/', " OR ");
        let fits = either
            .split(" OR ")
            .any(|one| one.split(" AND ").all(|part| GIVEN.contains(&part.trim())));
        assert!(fits, "{} is under {licence}", package["name"]);
    }
}

#[test]
fn the_core_opens_no_file_no_socket_and_reads_no_clock() {
    for path in files().iter().filter(|path| path.starts_with("shared/domain/src/")) {
        let text = read(path);
        for word in [
            "std::fs",
            "std::net",
            "std::thread",
            "SystemTime",
            "Instant::now",
            "HashMap",
            "HashSet",
            "async fn",
            "f64",
            "f32",
        ] {
            let code = text.lines().filter(|line| !line.trim_start().starts_with("//"));
            assert!(code.clone().all(|line| !line.contains(word)), "{path} has {word}");
        }
    }
}

#[test]
fn the_top_of_the_repository_stays_as_it_is() {
    let allowed: BTreeSet<&str> = TOP.iter().copied().collect();
    for path in files() {
        let first = path.split('/').next().unwrap().to_owned();
        assert!(allowed.contains(first.as_str()), "{first} does not belong at the top");
    }
}

#[test]
fn files_are_short_and_named_for_one_thing() {
    for path in files() {
        for word in path.to_lowercase().split(['/', '.', '_', '-']) {
            assert!(!BANNED_WORDS.contains(&word), "{path} is named {word}");
        }
        if is_source(&path) {
            let lines = read(&path).lines().count();
            assert!(
                lines <= LINES_MAX,
                "{path} has {lines} lines: split it where the domain splits"
            );
        }
    }
}

#[test]
fn nothing_is_left_for_later_and_nothing_points_at_one_machine() {
    let root = root();
    let here = format!("{}/", root.display());
    for path in files() {
        let ending = Path::new(&path).extension().and_then(|ending| ending.to_str());
        if path.ends_with("tidy.rs") || matches!(ending, Some("lock" | "png")) {
            continue;
        }
        let text = read(&path);
        for word in [
            "TODO",
            "FIXME",
            "XXX:",
            "todo!(",
            "unimplemented!(",
            here.as_ref(),
            "/home/",
            "@ts-ignore",
        ] {
            assert!(!text.contains(word), "{path} has {word}");
        }
    }
}

#[test]
fn the_cores_lints_are_the_houses_and_more() {
    let house = read("clippy.toml");
    let core = read("shared/domain/clippy.toml");
    for line in house.lines().filter(|line| !line.trim().is_empty()) {
        assert!(core.contains(line), "shared/domain/clippy.toml lacks: {line}");
    }
}

#[test]
fn every_way_to_say_no_is_tested_and_said_in_both_languages() {
    let tests: String = files()
        .iter()
        .filter(|path| path.starts_with("shared/domain/src/") || path.contains("/tests/"))
        .filter(|path| !path.ends_with("rejection.rs") && !path.ends_with("tidy.rs"))
        .map(|path| read(path))
        .filter(|text| text.contains("#[test]"))
        .collect();
    let words: String = files()
        .iter()
        .filter(|path| path.starts_with("shared/web/src/messages/"))
        .map(|path| read(path))
        .collect();
    let list = read("shared/domain/src/rejection.rs");
    for code in domain::Rejection::CODES {
        let line = list.lines().find(|line| line.contains(&format!("= \"{code}\""))).unwrap();
        let variant: String = line.trim().chars().take_while(char::is_ascii_alphanumeric).collect();
        assert!(tests.contains(&format!("Rejection::{variant}")), "no test says {variant}");
        assert!(words.matches(code).count() >= 2, "the screens have no words for {code}");
    }
}

#[test]
fn migrations_that_shipped_are_never_changed() {
    let known: BTreeMap<&str, &str> = MIGRATIONS.iter().copied().collect();
    for path in files().iter().filter(|path| path.contains("/migrations/")) {
        let hash = blake3::hash(read(path).as_bytes()).to_hex().to_string();
        let listed = known.get(path.as_str());
        assert_eq!(listed.copied(), Some(hash.as_str()), "{path} changed or is not listed");
    }
}
