//! Databases as earlier versions left them.

use std::path::Path;

use domain::member::MemberRecord;

use crate::shop::raw;

/// Takes back what the tenth version brought.
pub(crate) const BEFORE_V10: &str =
    "DROP INDEX members_watched; ALTER TABLE members_earned DROP COLUMN watched;
    DROP INDEX orders_of_member; ALTER TABLE orders DROP COLUMN member_id;
    DROP INDEX orders_refunded; ALTER TABLE orders DROP COLUMN refunded;";

/// Has members lie there as they did before their records were sealed, without the tables by which they
/// are found.
pub(crate) fn unseal(connection: &rusqlite::Connection, records: &[MemberRecord]) {
    connection
        .execute_batch(
            "DROP TABLE members; DROP TABLE member_words; DROP TABLE member_cards;
             DELETE FROM meta WHERE key = 'member_key';
             CREATE TABLE members (member_id BLOB PRIMARY KEY, phone TEXT NOT NULL UNIQUE,
                 last4 TEXT NOT NULL, body TEXT NOT NULL) STRICT;
             CREATE INDEX members_by_last4 ON members (last4);
             CREATE INDEX members_brought ON members (json_extract(body, '$.enrolled_by'));",
        )
        .unwrap();
    for record in records {
        let (id, body) = (record.id.as_bytes(), serde_json::to_string(record).unwrap());
        let sql = "INSERT INTO members VALUES (?1, ?2, substr(?2, -4), ?3)";
        connection.execute(sql, rusqlite::params![id, record.phone, body]).unwrap();
    }
}

/// Has members lie there as they did when their records were sealed whole, each part with its own mark.
pub(crate) fn seal_whole(dir: &Path, records: &[MemberRecord]) {
    let connection = raw(dir);
    sealing::MemberSeal::of_directory(dir, None).unwrap().teach(&connection).unwrap();
    connection
        .execute_batch(
            "DROP TABLE members; DELETE FROM member_words;
             CREATE TABLE members (row INTEGER PRIMARY KEY, member_id BLOB NOT NULL UNIQUE,
                 phone BLOB NOT NULL UNIQUE, last4 INTEGER NOT NULL, brought_by BLOB,
                 enrolled_at INTEGER NOT NULL, here INTEGER NOT NULL, body BLOB NOT NULL) STRICT;
             CREATE INDEX members_by_last4 ON members (last4);
             CREATE INDEX members_brought ON members (brought_by) WHERE brought_by IS NOT NULL;",
        )
        .unwrap();
    for record in records {
        let (id, body) = (record.id.as_bytes(), serde_json::to_string(record).unwrap());
        let sql = "INSERT INTO members VALUES (NULL, ?1, mark('phone', ?2), 0, ?5, ?3, 1, sealed(?1, ?4))";
        let brought_by = record.enrolled_by.as_ref().map(|id| id.as_bytes().as_slice());
        let at = record.enrolled_at.ms();
        let values = rusqlite::params![id, record.phone, at, body, brought_by];
        connection.execute(sql, values).unwrap();
    }
}
