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

-- Whose order it was; orders of before know it from the events that placed them and changed it.
ALTER TABLE orders ADD COLUMN member_id BLOB;

CREATE TABLE members_of_orders (
    store     INTEGER NOT NULL,
    order_id  BLOB    NOT NULL,
    member_id BLOB,
    PRIMARY KEY (store, order_id)
) STRICT, WITHOUT ROWID;

INSERT INTO members_of_orders (store, order_id, member_id)
SELECT
    store,
    unhex(replace(coalesce(json_extract(body, '$.order_id'), json_extract(body, '$.to')), '-', '')),
    unhex(replace(coalesce(json_extract(body, '$.member_id'), json_extract(body, '$.opened.member_id')), '-', ''))
FROM events
WHERE kind IN ('order_placed', 'member_attached')
    OR (kind = 'lines_moved' AND json_extract(body, '$.opened') IS NOT NULL)
ORDER BY id
ON CONFLICT (store, order_id) DO UPDATE SET member_id = excluded.member_id;

UPDATE orders SET member_id = known.member_id
FROM members_of_orders AS known
WHERE known.store = orders.store AND known.order_id = orders.order_id AND orders.identified;

DROP TABLE members_of_orders;

CREATE INDEX orders_of_members ON orders (member_id) WHERE member_id IS NOT NULL;

-- What members did over all stores, each as whoever stands for them now; whoever has not bought yet has
-- no visits. Days are counted from the first of the year 1.
CREATE TABLE member_visits (
    member_id BLOB    NOT NULL PRIMARY KEY CHECK (length(member_id) = 16),
    visits    INTEGER NOT NULL,
    last_day  INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

INSERT INTO member_visits (member_id, visits, last_day)
SELECT
    coalesce(unhex(replace(merges.into_id, '-', '')), orders.member_id),
    count(*),
    CAST(max(julianday(business_day)) - julianday('0000-12-31') AS INTEGER)
FROM orders
LEFT JOIN member_merges AS merges
    ON merges.member_id = lower(printf('%s-%s-%s-%s-%s', substr(hex(orders.member_id), 1, 8),
        substr(hex(orders.member_id), 9, 4), substr(hex(orders.member_id), 13, 4),
        substr(hex(orders.member_id), 17, 4), substr(hex(orders.member_id), 21)))
WHERE orders.member_id IS NOT NULL AND orders.state = 'closed' AND NOT orders.training
GROUP BY 1;
