-- The journal: what happened, in order, chained. Everything below "derived" follows from it.
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;

CREATE TABLE journal (
    seq        INTEGER PRIMARY KEY,
    epoch      BLOB    NOT NULL,
    command_id BLOB    NOT NULL,
    idx        INTEGER NOT NULL,
    at         INTEGER NOT NULL,
    actor      INTEGER NOT NULL,
    staff      BLOB    NOT NULL,
    device     BLOB    NOT NULL,
    kind       TEXT    NOT NULL,
    version    INTEGER NOT NULL,
    body       TEXT    NOT NULL,
    prev_hash  BLOB    NOT NULL,
    hash       BLOB    NOT NULL
) STRICT;

-- With PRAGMA recursive_triggers = ON these also refuse INSERT OR REPLACE.
CREATE TRIGGER journal_is_never_changed BEFORE UPDATE ON journal
BEGIN SELECT RAISE(ABORT, 'the journal is never changed'); END;
CREATE TRIGGER journal_is_never_shortened BEFORE DELETE ON journal
BEGIN SELECT RAISE(ABORT, 'the journal is never shortened'); END;

-- The answer to every command ever asked, accepted or refused.
CREATE TABLE command_outcomes (
    command_id   BLOB NOT NULL PRIMARY KEY,
    payload_hash BLOB NOT NULL,
    outcome      TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- How far each consumer is; not derived from the journal.
CREATE TABLE cursors (
    name  TEXT    NOT NULL PRIMARY KEY,
    epoch BLOB    NOT NULL,
    seq   INTEGER NOT NULL,
    hash  BLOB    NOT NULL
) STRICT, WITHOUT ROWID;

-- How far each print job is; not derived from the journal.
CREATE TABLE print_states (
    job_id             INTEGER PRIMARY KEY,
    printer            TEXT    NOT NULL,
    state              INTEGER NOT NULL,
    attempts           INTEGER NOT NULL,
    possible_duplicate INTEGER NOT NULL,
    changed_at         INTEGER NOT NULL
) STRICT;
CREATE INDEX print_states_waiting ON print_states (printer, job_id) WHERE state < 3;

-- Reference data: plain, versioned, erasable. Events name it by id and version.
CREATE TABLE catalogues (version INTEGER PRIMARY KEY, body TEXT NOT NULL) STRICT;
CREATE TABLE staff (staff_id BLOB PRIMARY KEY, body TEXT NOT NULL) STRICT;
CREATE TABLE devices (
    device_id  BLOB PRIMARY KEY,
    token_hash BLOB NOT NULL UNIQUE,
    body       TEXT NOT NULL
) STRICT;
CREATE TABLE sessions (
    token_hash BLOB    NOT NULL PRIMARY KEY,
    staff_id   BLOB    NOT NULL,
    device_id  BLOB    NOT NULL,
    expires_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE members (
    member_id BLOB PRIMARY KEY,
    phone     TEXT NOT NULL UNIQUE,
    last4     TEXT NOT NULL,
    body      TEXT NOT NULL
) STRICT;
CREATE INDEX members_by_last4 ON members (last4);

-- Derived: can be deleted and rebuilt from the journal at any time.
CREATE TABLE orders (
    order_id     BLOB    PRIMARY KEY,
    seq          INTEGER NOT NULL,
    business_day TEXT    NOT NULL,
    number       INTEGER NOT NULL,
    state        INTEGER NOT NULL,
    stage        INTEGER NOT NULL,
    line_count   INTEGER NOT NULL,
    total        INTEGER NOT NULL,
    body         TEXT    NOT NULL
) STRICT;
CREATE INDEX orders_open ON orders (seq) WHERE state = 0;
CREATE INDEX orders_on_board ON orders (seq) WHERE stage IN (1, 2);

CREATE TABLE tickets (
    ticket_id BLOB    PRIMARY KEY,
    seq       INTEGER NOT NULL,
    station   TEXT    NOT NULL,
    bumped_at INTEGER,
    shown     INTEGER NOT NULL,
    body      TEXT    NOT NULL
) STRICT;
CREATE INDEX tickets_open ON tickets (station, seq) WHERE bumped_at IS NULL;
CREATE INDEX tickets_bumped ON tickets (station, bumped_at) WHERE bumped_at IS NOT NULL;
CREATE INDEX tickets_bumped_anywhere ON tickets (bumped_at) WHERE bumped_at IS NOT NULL;

CREATE TABLE shifts (
    shift_id  BLOB    PRIMARY KEY,
    seq       INTEGER NOT NULL,
    device_id BLOB    NOT NULL,
    open      INTEGER NOT NULL,
    body      TEXT    NOT NULL
) STRICT;
CREATE INDEX shifts_by_device ON shifts (device_id, seq);

CREATE TABLE members_earned (
    member_id BLOB    PRIMARY KEY,
    seq       INTEGER NOT NULL,
    body      TEXT    NOT NULL
) STRICT;

CREATE TABLE pin_failures (
    staff_id BLOB    PRIMARY KEY,
    seq      INTEGER NOT NULL,
    body     TEXT    NOT NULL
) STRICT;

CREATE TABLE counters (id INTEGER PRIMARY KEY CHECK (id = 1), body TEXT NOT NULL) STRICT;

CREATE TABLE print_jobs (
    job_id       INTEGER PRIMARY KEY,
    seq          INTEGER NOT NULL,
    printer      TEXT    NOT NULL,
    document     INTEGER NOT NULL,
    order_id     BLOB    NOT NULL,
    order_number TEXT    NOT NULL,
    ticket_id    BLOB,
    copy         INTEGER NOT NULL,
    at           INTEGER NOT NULL
) STRICT;
