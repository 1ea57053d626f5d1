//! What goes wrong around the binary: each gets a clear sentence, and nothing changes.

use std::net::TcpListener;
use std::path::Path;

use acceptance::{Comanda, Ended, comanda_in};
use rusqlite::Connection;

fn run(dir: &Path, words: &[&str]) -> Ended {
    comanda_in(dir, words).unwrap()
}

/// A demo's data after a first start, stopped in order.
fn stopped_demo(dir: &Path) -> String {
    let text = dir.join("demo").to_string_lossy().into_owned();
    let demo = Comanda::start(&words(&text)).unwrap();
    assert_eq!(demo.stop().unwrap(), Some(0), "a demo that is asked to stop stops in order");
    text
}

fn words(dir: &str) -> Vec<&str> {
    vec![
        "demo",
        "--dir",
        dir,
        "--store-listen",
        "127.0.0.1:0",
        "--hq-listen",
        "127.0.0.1:0",
        "--no-browser-hint",
        "--json",
    ]
}

fn journal_of(demo: &str) -> std::path::PathBuf {
    Path::new(demo).join("store").join("journal.sqlite")
}

/// Fails with a sentence that has these words, and leaves the journal as it was.
fn refused(dir: &Path, demo: &str, with: &[&str]) {
    let before = blake3::hash(&std::fs::read(journal_of(demo)).unwrap());
    let ended = run(dir, &words(demo));
    assert_eq!(ended.status(), Some(1), "{}", ended.complaint());
    for word in with {
        assert!(ended.complaint().contains(word), "no {word:?} in: {}", ended.complaint());
    }
    assert_eq!(blake3::hash(&std::fs::read(journal_of(demo)).unwrap()), before, "it was changed");
}

/// F08: two servers on one directory.
#[test]
fn a_second_server_on_the_same_data_says_who_has_it_and_leaves_the_first_alone() {
    let folder = tempfile::tempdir().unwrap();
    let text = folder.path().join("demo").to_string_lossy().into_owned();
    let first = Comanda::start(&words(&text)).unwrap();
    let mut other = words(&text);
    // Other addresses, so that it is the data that is in the way.
    other[4] = "127.0.0.2:0";
    other[6] = "127.0.0.2:0";
    let moved = Path::new(&text).join("demo.json");
    let kept = std::fs::read(&moved).unwrap();
    std::fs::remove_file(&moved).unwrap();
    let second = run(folder.path(), &other);
    std::fs::write(&moved, kept).unwrap();
    assert_eq!(second.status(), Some(1));
    assert!(second.complaint().contains("in use by another"), "{}", second.complaint());
    assert_eq!(first.stop().unwrap(), Some(0));
}

#[test]
fn a_port_that_is_taken_is_named_with_what_to_do() {
    let folder = tempfile::tempdir().unwrap();
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = taken.local_addr().unwrap().to_string();
    let text = folder.path().join("demo").to_string_lossy().into_owned();
    let ended = run(
        folder.path(),
        &["demo", "--dir", &text, "--store-listen", &address, "--hq-listen", "127.0.0.1:0"],
    );
    assert_eq!(ended.status(), Some(1));
    assert!(ended.complaint().contains(&address), "{}", ended.complaint());
    assert!(ended.complaint().contains("choose another port"), "{}", ended.complaint());
}

#[test]
fn data_from_a_newer_version_is_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    let demo = stopped_demo(folder.path());
    let database = Connection::open(journal_of(&demo)).unwrap();
    database
        .execute(
            "INSERT INTO refinery_schema_history (version, name, applied_on, checksum) SELECT 99, 'later', applied_on, checksum FROM refinery_schema_history LIMIT 1",
            [],
        )
        .unwrap();
    database.close().unwrap();
    refused(folder.path(), &demo, &["newer Comanda", "update"]);
}

/// F23: cut short, or something else altogether.
#[test]
fn a_journal_that_is_cut_short_or_is_no_journal_is_not_sold_from() {
    let folder = tempfile::tempdir().unwrap();
    let demo = stopped_demo(folder.path());
    let whole = std::fs::read(journal_of(&demo)).unwrap();
    std::fs::write(journal_of(&demo), &whole[..whole.len() / 2]).unwrap();
    refused(folder.path(), &demo, &["cut short", "backup"]);
    std::fs::write(journal_of(&demo), b"").unwrap();
    refused(folder.path(), &demo, &["cut short", "backup"]);
    std::fs::write(journal_of(&demo), vec![b'x'; 8_192]).unwrap();
    refused(folder.path(), &demo, &["not a Comanda journal", "backup"]);
}

/// F21, I30: one byte of one event, changed in the file itself.
#[test]
fn verify_names_the_first_row_in_which_one_byte_was_changed() {
    let folder = tempfile::tempdir().unwrap();
    let demo = stopped_demo(folder.path());
    let fine = run(folder.path(), &["verify", &demo, "--json"]);
    assert_eq!(fine.status(), Some(0), "{}", fine.text());

    let database = Connection::open(journal_of(&demo)).unwrap();
    let (seq, member): (u64, String) = database
        .query_row(
            "SELECT seq, json_extract(body, '$.member_id') FROM journal WHERE kind = 'member_enrolled' ORDER BY seq LIMIT 1 OFFSET 20",
            [],
            |row| Ok((row.get(0)?, row.get(1)?)),
        )
        .unwrap();
    database.close().unwrap();
    let mut bytes = std::fs::read(journal_of(&demo)).unwrap();
    let body = format!("{{\"type\":\"member_enrolled\",\"member_id\":\"{member}\"");
    let at = bytes.windows(body.len()).position(|window| window == body.as_bytes()).unwrap();
    let last_digit = at + body.len() - 2;
    bytes[last_digit] = if bytes[last_digit] == b'0' { b'1' } else { b'0' };
    std::fs::write(journal_of(&demo), bytes).unwrap();

    let found = run(folder.path(), &["verify", &demo, "--json"]);
    assert_eq!(found.status(), Some(1), "{}", found.text());
    assert_eq!(found.report().unwrap()["first_bad_seq"], seq, "{}", found.text());
}

#[test]
fn a_backup_restores_into_an_empty_directory_only_and_begins_a_new_history() {
    let folder = tempfile::tempdir().unwrap();
    let demo = stopped_demo(folder.path());
    let file = folder.path().join("monday.backup").to_string_lossy().into_owned();
    let made = run(folder.path(), &["backup", &demo, "--out", &file]);
    assert_eq!(made.status(), Some(0), "{}", made.complaint());
    let again = run(folder.path(), &["backup", &demo, "--out", &file]);
    assert!(again.complaint().contains("exists already"), "{}", again.complaint());
    let store = Path::new(&demo).join("store").to_string_lossy().into_owned();
    let refused = run(folder.path(), &["restore", &file, "--dir", &store]);
    assert_eq!(refused.status(), Some(1));
    assert!(refused.complaint().contains("empty directory"), "{}", refused.complaint());
    let empty = folder.path().join("new").to_string_lossy().into_owned();
    let restored = run(folder.path(), &["restore", &file, "--dir", &empty]);
    assert_eq!(restored.status(), Some(0), "{}", restored.complaint());
    let report = run(folder.path(), &["verify", &empty, "--json"]).report().unwrap();
    assert_eq!(report["epochs"], 2, "{report}");
    // The keys are not in a backup: without them nobody's name can be read, and that is said.
    let keyless = run(folder.path(), &["rebuild", &empty]);
    assert_eq!(keyless.status(), Some(1));
    assert!(keyless.complaint().contains("put the folder keys back"), "{}", keyless.complaint());
    let keys = Path::new(&empty).join("keys");
    std::fs::create_dir_all(&keys).unwrap();
    let key = keys.join("members.key");
    std::fs::copy(Path::new(&store).join("keys").join("members.key"), &key).unwrap();
    assert_eq!(run(folder.path(), &["rebuild", &empty]).status(), Some(0));
    let give_up = ["rebuild", "--give-up-member-records", &empty];
    let kept = run(folder.path(), &give_up);
    assert!(kept.complaint().contains("nothing was given up"), "{}", kept.complaint());
    std::fs::remove_file(&key).unwrap();
    assert_eq!(run(folder.path(), &give_up).status(), Some(0));
    assert_eq!(run(folder.path(), &["rebuild", &empty]).status(), Some(0));
}

#[test]
fn a_file_of_orders_that_cannot_be_read_is_refused_before_anything_is_sent() {
    let folder = tempfile::tempdir().unwrap();
    let header = "Order Number,Order Date,Item Name,Quantity,Product Price\n";
    let cases: [(&str, Vec<u8>, &str); 6] = [
        ("empty", Vec::new(), "empty"),
        ("column", b"Order Number,Order Date,Item Name,Quantity\n".to_vec(), "price"),
        ("date", format!("{header}1,31/02/26 19:00,Tea,1,2.50\n").into_bytes(), "31/02/26"),
        ("price", format!("{header}1,20/11/26 19:00,Tea,1,-2.50\n").into_bytes(), "-2.50"),
        ("quantity", format!("{header}1,20/11/26 19:00,Tea,0,2.50\n").into_bytes(), "quantity"),
        ("encoding", [header.as_bytes(), b"1,20/11/26 19:00,T\xe9\xff,1,2.50\n"].concat(), "UTF-8"),
    ];
    for (name, bytes, word) in cases {
        let file = folder.path().join(format!("{name}.csv"));
        std::fs::write(&file, bytes).unwrap();
        // Nobody listens there: the file is read first.
        let ended = run(
            folder.path(),
            &["replay", &file.to_string_lossy(), "--to", "http://127.0.0.1:9", "--patience", "0"],
        );
        assert_eq!(ended.status(), Some(2), "{name}: {}", ended.complaint());
        assert!(ended.complaint().contains(word), "{name}: {}", ended.complaint());
    }
}

/// The build script of the screens, as cargo built it for this run.
fn build_script() -> std::path::PathBuf {
    let builds = acceptance::comanda().with_file_name("build");
    let mut scripts: Vec<_> = std::fs::read_dir(&builds)
        .unwrap()
        .map(|entry| entry.unwrap().path().join("build-script-build"))
        .filter(|path| path.to_string_lossy().contains("web-assets") && path.is_file())
        .collect();
    scripts.sort_by_key(|path| path.metadata().unwrap().modified().unwrap());
    scripts.pop().unwrap()
}

#[test]
fn a_machine_without_node_is_told_what_to_install() {
    let folder = tempfile::tempdir().unwrap();
    let built = std::process::Command::new(build_script())
        .env_clear()
        .env("PATH", folder.path())
        .env("OUT_DIR", folder.path())
        .output()
        .unwrap();
    let said = String::from_utf8(built.stdout).unwrap();
    assert!(!built.status.success(), "{said}");
    for word in ["Node 20", "install", "COMANDA_WEB_DIST"] {
        assert!(said.contains(word), "no {word:?} in: {said}");
    }
}
