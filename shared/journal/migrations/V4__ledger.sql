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
