-- Members' records have a table of their own: sealed with a key that lies beside the database, and
-- found by marks, which are keyed hashes. What is plain in `records` is moved when HQ is opened.
CREATE TABLE member_records (
    -- Rises with each change of any member, so that stores can be told what is new to them.
    change      INTEGER PRIMARY KEY,
    store       INTEGER NOT NULL REFERENCES stores (id),
    member_id   TEXT    NOT NULL,
    version     INTEGER NOT NULL,
    at          INTEGER NOT NULL,
    -- NULL, all four, once they were erased.
    enrolled_at INTEGER,
    phone       BLOB,
    last4       INTEGER,
    body        BLOB,
    UNIQUE (member_id, store)
) STRICT;

CREATE INDEX member_records_by_phone ON member_records (phone) WHERE phone IS NOT NULL;
CREATE INDEX member_records_by_last4 ON member_records (last4) WHERE last4 IS NOT NULL;
CREATE INDEX member_records_by_age ON member_records (enrolled_at) WHERE enrolled_at IS NOT NULL;

DROP INDEX records_by_phone;
DROP INDEX records_by_last4;
DROP INDEX records_of_members;

-- Coupons that their members looked at on the pages on their phones, and when first.
CREATE TABLE coupons_opened (
    coupon_id BLOB    NOT NULL PRIMARY KEY CHECK (length(coupon_id) = 16),
    at        INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- What HQ notes of itself: which key its records were sealed with, and which list of changes this is.
CREATE TABLE notes (
    key   TEXT NOT NULL PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;
