-- Reference data: the floor plan, versioned like the catalogue.
CREATE TABLE floor_plans (version INTEGER PRIMARY KEY, body TEXT NOT NULL) STRICT;

-- Derived: what was 86'd or counted down, which tables must be cleaned, the takings since the last
-- Z, and the days that were closed.
CREATE TABLE stock (
    item_id BLOB    PRIMARY KEY,
    seq     INTEGER NOT NULL,
    body    TEXT    NOT NULL
) STRICT;
CREATE TABLE table_states (
    code TEXT    PRIMARY KEY,
    seq  INTEGER NOT NULL,
    body TEXT    NOT NULL
) STRICT;
CREATE TABLE takings (
    id   INTEGER PRIMARY KEY CHECK (id = 1),
    seq  INTEGER NOT NULL,
    body TEXT    NOT NULL
) STRICT;
CREATE TABLE days (
    number       INTEGER PRIMARY KEY,
    seq          INTEGER NOT NULL,
    business_day TEXT    NOT NULL,
    body         TEXT    NOT NULL
) STRICT;

-- What paper is about besides an order, as JSON: a check, a refund, a report. A report is about no
-- order, which is then sixteen zeros.
ALTER TABLE print_jobs ADD COLUMN subject TEXT;

-- Derived: which order, or which of its checks, a receipt number is of. Training counts in a series
-- of its own.
CREATE TABLE receipts (
    training INTEGER NOT NULL,
    number   INTEGER NOT NULL,
    order_id BLOB    NOT NULL,
    check_id BLOB,
    PRIMARY KEY (training, number)
) STRICT, WITHOUT ROWID;

-- Derived: what was sold, by what reports group it by, added up by business day; from 16 on by month.
CREATE TABLE sales (
    kind         INTEGER NOT NULL,
    business_day TEXT    NOT NULL,
    key          TEXT    NOT NULL,
    names        TEXT,
    count        INTEGER NOT NULL,
    quantity     INTEGER NOT NULL,
    gross        INTEGER NOT NULL,
    discounts    INTEGER NOT NULL,
    comps        INTEGER NOT NULL,
    refunds      INTEGER NOT NULL,
    net          INTEGER NOT NULL,
    tax          INTEGER NOT NULL,
    tips         INTEGER NOT NULL,
    PRIMARY KEY (kind, business_day, key)
) STRICT, WITHOUT ROWID;

-- Derived: what an owner wants to know about, one row for the event that it was.
CREATE TABLE exceptions (
    seq          INTEGER PRIMARY KEY,
    at           INTEGER NOT NULL,
    kind         INTEGER NOT NULL,
    order_id     BLOB,
    order_number TEXT    NOT NULL,
    names        TEXT,
    amount       INTEGER NOT NULL,
    reason       TEXT    NOT NULL,
    staff_id     BLOB,
    approved_by  BLOB
) STRICT;
CREATE INDEX exceptions_by_time ON exceptions (at);

CREATE INDEX orders_by_day ON orders (business_day, number);
CREATE INDEX orders_closed ON orders (seq) WHERE state = 1;
CREATE INDEX orders_refunded ON orders (seq) WHERE state = 1 AND json_type(body, '$.refunds') = 'array';
CREATE INDEX shifts_by_time ON shifts (json_extract(body, '$.opened_at'));
