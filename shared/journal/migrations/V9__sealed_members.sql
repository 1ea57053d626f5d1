-- Members' records are sealed with a key that lies beside the database, and found by marks, which are
-- keyed hashes. What was plain until now waits under another name until the journal is opened with the
-- key: it is sealed then, and goes.
ALTER TABLE members RENAME TO members_plain;
DROP INDEX members_by_last4;
DROP INDEX members_brought;
DROP TABLE member_words;
DROP TABLE member_cards;

CREATE TABLE members (
    -- What the words below name a member by.
    row         INTEGER PRIMARY KEY,
    member_id   BLOB    NOT NULL UNIQUE CHECK (length(member_id) = 16),
    -- Marks of the phone in E.164 form and of its last four digits.
    phone       BLOB    NOT NULL UNIQUE CHECK (length(phone) = 16),
    last4       INTEGER NOT NULL,
    -- Who brought them and when they came: neither says who they are.
    brought_by  BLOB,
    enrolled_at INTEGER NOT NULL,
    -- 1 when something happened to them here, 0 when they are known from HQ only.
    here        INTEGER NOT NULL,
    -- The record, sealed.
    body        BLOB    NOT NULL
) STRICT;

CREATE INDEX members_by_last4 ON members (last4);
CREATE INDEX members_brought ON members (brought_by) WHERE brought_by IS NOT NULL;

-- Members by short marks of the beginnings of their names: one or two characters find somebody.
CREATE TABLE member_words (
    word   INTEGER NOT NULL,
    member INTEGER NOT NULL,
    PRIMARY KEY (word, member)
) STRICT, WITHOUT ROWID;

-- Cards and wallets that stand for members, by the marks of what a scanner reads.
CREATE TABLE member_cards (
    card      BLOB NOT NULL PRIMARY KEY CHECK (length(card) = 16),
    member_id BLOB NOT NULL
) STRICT, WITHOUT ROWID;
