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

-- Paper that is about no order: which report it is, as JSON. The order is then sixteen zeros.
ALTER TABLE print_jobs ADD COLUMN subject TEXT;
