-- What staff earned with what members bought, line by line; below zero where it was taken back.
CREATE TABLE commissions (
    seq          INTEGER NOT NULL,
    part         INTEGER NOT NULL,
    order_id     BLOB    NOT NULL,
    staff_id     BLOB    NOT NULL,
    touch        INTEGER NOT NULL,
    at           INTEGER NOT NULL,
    business_day TEXT    NOT NULL,
    amount       INTEGER NOT NULL,
    PRIMARY KEY (seq, part)
) STRICT, WITHOUT ROWID;

CREATE INDEX commissions_of ON commissions (business_day, staff_id);
