-- What HQ knows of members' ledgers over all stores: what each store holds, what is lent, and what
-- may be lent. Derived from the rows of the journals, and from HQ's own lendings.
CREATE TABLE member_books (
    member_id BLOB NOT NULL PRIMARY KEY CHECK (length(member_id) = 16),
    body      TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- Which rows of a store's running history are lines of whose ledger.
CREATE TABLE member_lines (
    store     INTEGER NOT NULL REFERENCES stores (id),
    seq       INTEGER NOT NULL,
    member_id BLOB    NOT NULL CHECK (length(member_id) = 16),
    at        INTEGER NOT NULL,
    body      TEXT    NOT NULL,
    PRIMARY KEY (store, seq)
) STRICT, WITHOUT ROWID;

CREATE INDEX member_lines_of ON member_lines (member_id, at);

-- Members are found by their phone, by its last four digits, and by their id over all stores.
CREATE INDEX records_by_phone ON records (json_extract(body, '$.phone')) WHERE kind = 'member';
CREATE INDEX records_by_last4 ON records (substr(json_extract(body, '$.phone'), -4))
    WHERE kind = 'member';
CREATE INDEX records_of_members ON records (key) WHERE kind = 'member';
