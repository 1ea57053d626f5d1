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

-- The phones that show member pages, and invitations to them, by the BLAKE3 of what the address says.
CREATE TABLE member_keys (
    member_id  BLOB    NOT NULL PRIMARY KEY CHECK (length(member_id) = 16),
    public_key TEXT    NOT NULL,
    at         INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE invitations (
    claim_hash BLOB    NOT NULL PRIMARY KEY CHECK (length(claim_hash) = 32),
    member_id  BLOB    NOT NULL CHECK (length(member_id) = 16),
    until      INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Members are found by their phone, by its last four digits, and by their id over all stores.
CREATE INDEX records_by_phone ON records (json_extract(body, '$.phone')) WHERE kind = 'member';
CREATE INDEX records_by_last4 ON records (substr(json_extract(body, '$.phone'), -4))
    WHERE kind = 'member';
CREATE INDEX records_of_members ON records (key) WHERE kind = 'member';
