-- What members own: every line of their ledgers, and their orders found again.

CREATE TABLE ledger (
    seq       INTEGER PRIMARY KEY,
    member_id BLOB    NOT NULL,
    at        INTEGER NOT NULL,
    staff_id  BLOB,
    body      TEXT    NOT NULL
) STRICT;
CREATE INDEX ledger_of_member ON ledger (member_id, seq);

-- Points that were earned and taken back before there was a ledger.
INSERT INTO ledger (seq, member_id, at, staff_id, body)
SELECT
    seq,
    unhex(replace(json_extract(body, '$.member_id'), '-', '')),
    at,
    CASE actor WHEN 1 THEN staff END,
    json_object(
        'reason', json_object(
            'type', CASE kind WHEN 'points_earned' THEN 'earned' ELSE 'reversed' END,
            'order_id', json_extract(body, '$.order_id')
        ),
        'points', json_extract(body, '$.points') * CASE kind WHEN 'points_earned' THEN 1 ELSE -1 END
    )
FROM journal
WHERE kind IN ('points_earned', 'points_reversed') AND json_extract(body, '$.points') <> 0;

CREATE INDEX orders_of_member ON orders (json_extract(body, '$.member_id'), seq)
WHERE state = 1 AND json_extract(body, '$.member_id') IS NOT NULL;

-- Closed orders as the numbers of members need them; practice is not among them.
CREATE TABLE visits (
    order_id     BLOB    PRIMARY KEY,
    at           INTEGER NOT NULL,
    business_day TEXT    NOT NULL,
    member_id    BLOB,
    staff_id     BLOB,
    revenue      INTEGER NOT NULL
) STRICT;
CREATE INDEX visits_by_time ON visits (at);

INSERT INTO visits (order_id, at, business_day, member_id, staff_id, revenue)
SELECT
    order_id,
    json_extract(body, '$.state.at'),
    business_day,
    unhex(replace(json_extract(body, '$.member_id'), '-', '')),
    unhex(replace(json_extract(body, '$.opened_by'), '-', '')),
    total - coalesce(json_extract(body, '$.totals.refunded'), 0)
FROM orders
WHERE state = 1 AND coalesce(json_extract(body, '$.details.training'), 0) = 0;

-- What guests wrote about orders: reference data, erasable. Orders are found by the code on a receipt,
-- which tells the last five bytes of their id.
CREATE TABLE feedback (
    order_id BLOB    PRIMARY KEY,
    at       INTEGER NOT NULL,
    words    TEXT    NOT NULL
) STRICT;
CREATE INDEX feedback_by_time ON feedback (at);
CREATE INDEX orders_by_code ON orders (substr(order_id, 12)) WHERE state = 1;

-- Who brought which member, and when.
CREATE INDEX members_brought ON members (json_extract(body, '$.enrolled_by'), json_extract(body, '$.enrolled_at'))
WHERE json_extract(body, '$.enrolled_by') IS NOT NULL;
