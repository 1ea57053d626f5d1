-- Members who turned out to be another one, over all stores; `into_id` is empty once they were taken
-- apart again.
CREATE TABLE member_merges (
    member_id TEXT NOT NULL PRIMARY KEY,
    into_id   TEXT
) STRICT, WITHOUT ROWID;

CREATE INDEX member_merges_into ON member_merges (into_id) WHERE into_id IS NOT NULL;

-- The same as each store's journal has it last.
CREATE TABLE member_merges_heard (
    store     INTEGER NOT NULL REFERENCES stores (id),
    member_id TEXT    NOT NULL,
    into_id   TEXT,
    PRIMARY KEY (store, member_id)
) STRICT, WITHOUT ROWID;
