//! The three front ends, built by `build.rs` and embedded into the binary.
//!
//! Knows paths and bytes. Owns no route, no header and no socket: the servers decide how an asset is sent.

use std::borrow::Cow;

use rust_embed::RustEmbed;

#[derive(RustEmbed)]
#[folder = "$COMANDA_WEB_EMBED"]
struct Embedded;

/// What a page says in a binary that was built without the front ends.
const NO_WEB: &str = "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><title>Comanda</title>\
    <p>This Comanda was built without its screens. Build it without the feature <code>no-web</code> to have them.</p>\
    <p lang=\"zh-CN\">这个 Comanda 没有包含屏幕界面。请不要带 <code>no-web</code> 特性重新构建。</p></html>";

/// One file as a browser receives it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asset {
    /// The whole file.
    pub bytes: Cow<'static, [u8]>,
    /// The value for `Content-Type`, with the charset for text.
    pub content_type: String,
    /// True when the name carries a hash of the content, so that a browser may keep the file for ever. Pages are not:
    /// they must be asked for again each time.
    pub immutable: bool,
}

/// The pages people open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Page {
    /// `/`: links to every screen of the store.
    Home,
    /// `/pos`: the till.
    Till,
    /// `/display`: what a till shows its guest.
    Display,
    /// `/office`: the back office; missing from a build of before it.
    Office,
    /// `/printers`: the printers and their papers.
    Printers,
    /// `/kds/{station}` and `/expo`.
    Kitchen,
    /// `/board`: the pickup board.
    Board,
    /// HQ's `/`.
    Hq,
    /// HQ's `/m`: what a member's own phone shows.
    Member,
}

impl Page {
    fn file(self) -> &'static str {
        match self {
            Self::Home => "pos/index.html",
            Self::Till => "pos/pos.html",
            Self::Display => "pos/display.html",
            Self::Office => "pos/office.html",
            Self::Printers => "pos/printers.html",
            Self::Kitchen => "kds/kds.html",
            Self::Board => "kds/board.html",
            Self::Hq => "hq/index.html",
            Self::Member => "hq/member.html",
        }
    }
}

/// The asset under a request path such as `/assets/pos/main-3f9a.js`; `None` for every other path.
pub fn asset(path: &str) -> Option<Asset> {
    let path = path.strip_prefix('/').unwrap_or(path);
    let (app, _) = path.strip_prefix("assets/")?.split_once('/')?;
    embedded(&format!("{app}/{path}"), true)
}

/// A page's HTML. `None` only when a prebuilt folder lacks it; built with `no-web` every page is one sentence.
pub fn page(page: Page) -> Option<Asset> {
    if cfg!(feature = "no-web") {
        let bytes = Cow::Borrowed(NO_WEB.as_bytes());
        return Some(Asset { bytes, content_type: content_type("no-web.html"), immutable: false });
    }
    embedded(page.file(), false)
}

fn embedded(file: &str, immutable: bool) -> Option<Asset> {
    let found = Embedded::get(file)?;
    Some(Asset { bytes: found.data, content_type: content_type(file), immutable })
}

fn content_type(file: &str) -> String {
    let guess = mime_guess::from_path(file).first_or_octet_stream();
    let text =
        guess.type_() == "text" || guess.subtype() == "javascript" || guess.subtype() == "json";
    if text { format!("{guess}; charset=utf-8") } else { guess.to_string() }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGES: [Page; 9] = [
        Page::Home,
        Page::Till,
        Page::Display,
        Page::Office,
        Page::Printers,
        Page::Kitchen,
        Page::Board,
        Page::Hq,
        Page::Member,
    ];

    #[test]
    fn every_page_is_there_and_is_never_kept_by_the_browser() {
        for wanted in PAGES {
            let found = page(wanted).unwrap();
            assert_eq!(found.content_type, "text/html; charset=utf-8", "{wanted:?}");
            assert!(!found.immutable, "{wanted:?}");
        }
    }

    #[test]
    #[cfg(not(feature = "no-web"))]
    fn every_script_and_style_that_a_page_names_is_there() {
        for wanted in PAGES {
            let html = String::from_utf8(page(wanted).unwrap().bytes.into_owned()).unwrap();
            let named: Vec<&str> =
                html.split('"').filter(|part| part.starts_with("/assets/")).collect();
            assert!(named.iter().any(|path| path.contains(".js")), "{wanted:?} has no script");
            for path in named {
                assert!(asset(path).is_some_and(|found| found.immutable), "{wanted:?}: {path}");
            }
        }
    }

    #[test]
    fn a_path_outside_the_assets_finds_nothing() {
        for path in [
            "/",
            "",
            "/pos.html",
            "/assets/",
            "/assets/pos",
            "/assets/../pos/pos.html",
            "/assets/pos/../../x",
        ] {
            assert_eq!(asset(path), None, "{path}");
        }
    }
}
