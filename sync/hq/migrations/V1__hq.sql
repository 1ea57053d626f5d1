-- What HQ keeps. Rows of a journal are appended and never changed; everything below `records` is
-- derived from them in the same transaction and can be rebuilt.
--
-- Ids are the 16 bytes of a UUID, hashes 32 bytes, times milliseconds since 1970 UTC, money minor
-- units, business days `YYYY-MM-DD`.

CREATE TABLE stores (
    id INTEGER PRIMARY KEY,
    store_id BLOB NOT NULL UNIQUE CHECK (length(store_id) = 16),
    -- BLAKE3 of the token that the store shows.
    token_hash BLOB NOT NULL UNIQUE CHECK (length(token_hash) = 32),
    -- As the store describes itself; NULL until it was heard from.
    card TEXT,
    day_cut_off_minutes INTEGER NOT NULL DEFAULT 0,
    -- Where HQ is in its journal.
    epoch INTEGER REFERENCES epochs (id),
    seq INTEGER NOT NULL DEFAULT 0,
    hash BLOB,
    -- Where the store was, when it was heard from.
    head_seq INTEGER NOT NULL DEFAULT 0,
    next_at INTEGER,
    last_heard_at INTEGER,
    -- Why its journal contradicts HQ's, until the two agree again.
    contradiction TEXT,
    -- Rows of the running history that the tables below have counted.
    applied INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE TABLE epochs (
    id INTEGER PRIMARY KEY,
    store INTEGER NOT NULL REFERENCES stores (id),
    epoch BLOB NOT NULL CHECK (length(epoch) = 16),
    -- The history it branched off, and after which seq; NULL and 0 for a store's first.
    parent INTEGER REFERENCES epochs (id),
    after_seq INTEGER NOT NULL,
    -- Rows of the earlier history that are now only at HQ.
    stranded INTEGER NOT NULL,
    began_at INTEGER NOT NULL,
    UNIQUE (store, epoch)
) STRICT;

-- A rowid table: bodies of a kilobyte in a WITHOUT ROWID table take three times the space.
CREATE TABLE events (
    id INTEGER PRIMARY KEY,
    store INTEGER NOT NULL REFERENCES stores (id),
    epoch INTEGER NOT NULL REFERENCES epochs (id),
    seq INTEGER NOT NULL CHECK (seq > 0),
    command_id BLOB NOT NULL CHECK (length(command_id) = 16),
    idx INTEGER NOT NULL,
    at INTEGER NOT NULL,
    actor INTEGER NOT NULL,
    staff BLOB NOT NULL CHECK (length(staff) = 16),
    device BLOB NOT NULL CHECK (length(device) = 16),
    kind TEXT NOT NULL,
    version INTEGER NOT NULL,
    body TEXT NOT NULL,
    hash BLOB NOT NULL CHECK (length(hash) = 32)
) STRICT;

CREATE UNIQUE INDEX events_place ON events (epoch, seq);

CREATE TRIGGER events_are_never_changed BEFORE UPDATE ON events
BEGIN
    SELECT RAISE(ABORT, 'events are never changed');
END;

CREATE TRIGGER events_are_never_deleted BEFORE DELETE ON events
BEGIN
    SELECT RAISE(ABORT, 'events are never deleted');
END;

-- Rows that HQ holds but could not count, and why: the queue moved on.
CREATE TABLE quarantine (
    epoch INTEGER NOT NULL REFERENCES epochs (id),
    seq INTEGER NOT NULL,
    store INTEGER NOT NULL REFERENCES stores (id),
    why TEXT NOT NULL,
    PRIMARY KEY (epoch, seq)
) STRICT;

-- Reference data that events name, as it was last sent. A body that is NULL was erased.
CREATE TABLE records (
    store INTEGER NOT NULL REFERENCES stores (id),
    kind TEXT NOT NULL,
    key TEXT NOT NULL,
    version INTEGER NOT NULL,
    body TEXT,
    at INTEGER NOT NULL,
    UNIQUE (store, kind, key)
) STRICT;

CREATE TABLE orders (
    id INTEGER PRIMARY KEY,
    store INTEGER NOT NULL REFERENCES stores (id),
    order_id BLOB NOT NULL CHECK (length(order_id) = 16),
    business_day TEXT NOT NULL,
    number INTEGER NOT NULL,
    channel TEXT NOT NULL,
    state TEXT NOT NULL,
    stage TEXT NOT NULL,
    line_count INTEGER NOT NULL,
    total INTEGER NOT NULL,
    opened_at INTEGER NOT NULL,
    closed_at INTEGER,
    identified INTEGER NOT NULL,
    UNIQUE (store, order_id)
) STRICT;

CREATE INDEX orders_by_day ON orders (business_day, opened_at);

CREATE TABLE days (
    store INTEGER NOT NULL REFERENCES stores (id),
    business_day TEXT NOT NULL,
    placed INTEGER NOT NULL,
    -- Placed and not struck.
    kept INTEGER NOT NULL,
    closed INTEGER NOT NULL,
    sales INTEGER NOT NULL,
    identified INTEGER NOT NULL,
    PRIMARY KEY (business_day, store)
) STRICT, WITHOUT ROWID;

CREATE INDEX days_by_store ON days (store);

CREATE TABLE sales_by_hour (
    store INTEGER NOT NULL REFERENCES stores (id),
    business_day TEXT NOT NULL,
    hour INTEGER NOT NULL CHECK (hour BETWEEN 0 AND 23),
    orders INTEGER NOT NULL,
    sales INTEGER NOT NULL,
    identified INTEGER NOT NULL,
    PRIMARY KEY (business_day, store, hour)
) STRICT, WITHOUT ROWID;
