//! What the machine must have: checked, installed on Debian as root, else named in one line.

use std::path::Path;
use std::process::{Command, Stdio};

use anyhow::bail;

/// Something that a command of ours needs.
struct Need {
    /// What for, in words.
    what: &'static str,
    /// Programs or files of which one must be there.
    any_of: &'static [&'static str],
    /// Debian's packages that bring it.
    packages: &'static [&'static str],
}

const NEEDS: &[Need] = &[
    Need { what: "Node 20 or newer", any_of: &["npm"], packages: &["nodejs", "npm"] },
    Need {
        what: "Chromium, for the browser tests",
        any_of: &["chromium", "chromium-browser", "google-chrome"],
        packages: &["chromium"],
    },
    Need {
        what: "a font with Chinese, for pictures of paper",
        any_of: &[
            "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc",
            "/usr/share/fonts/noto-cjk/NotoSansCJK-Regular.ttc",
        ],
        packages: &["fonts-noto-cjk"],
    },
];

/// Makes sure that everything is there.
pub(crate) fn everything() -> anyhow::Result<()> {
    let missing: Vec<&Need> =
        NEEDS.iter().filter(|need| !need.any_of.iter().any(|name| is_there(name))).collect();
    if missing.is_empty() {
        return Ok(());
    }
    let packages: Vec<&str> =
        missing.iter().flat_map(|need| need.packages.iter().copied()).collect();
    let what: Vec<&str> = missing.iter().map(|need| need.what).collect();
    if !(Path::new("/etc/debian_version").exists() && is_root()) {
        bail!(
            "missing: {}. On Debian: sudo apt-get install {}",
            what.join("; "),
            packages.join(" ")
        );
    }
    super::say(&format!("installing {}", packages.join(" ")));
    apt(&["update", "--quiet"])?;
    let mut words = vec!["install", "--yes", "--quiet", "--no-install-recommends"];
    words.extend(packages);
    apt(&words)
}

/// Whether a program is on the path.
pub(crate) fn has(program: &str) -> bool {
    let path = std::env::var_os("PATH").unwrap_or_default();
    std::env::split_paths(&path).any(|folder| folder.join(program).is_file())
}

fn is_there(name: &str) -> bool {
    if name.starts_with('/') { Path::new(name).exists() } else { has(name) }
}

fn is_root() -> bool {
    let output = Command::new("id").arg("-u").output();
    output.is_ok_and(|output| output.stdout.trim_ascii() == b"0")
}

fn apt(words: &[&str]) -> anyhow::Result<()> {
    let status = Command::new("apt-get")
        .args(words)
        .env("DEBIAN_FRONTEND", "noninteractive")
        .stdout(Stdio::null())
        .status()?;
    if !status.success() {
        bail!("apt-get {} failed", words.join(" "));
    }
    Ok(())
}
