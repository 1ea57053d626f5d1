-- What was bought with each order, so that HQ can tell what its members usually buy. Orders of before
-- have it once everything is counted again, which the note asks for.
ALTER TABLE orders ADD COLUMN bought TEXT NOT NULL DEFAULT '[]';

INSERT INTO notes (key, value) VALUES ('count_again', '');

-- Members of the chain, each as whoever stands for them now: what they did in all stores, and in which
-- groups they are counted. `reckoned` is 0 once something of theirs changed, and else the number of the
-- reckoning that counted them.
DROP TABLE member_visits;

CREATE TABLE member_standings (
    member_id BLOB    NOT NULL PRIMARY KEY CHECK (length(member_id) = 16),
    reckoned  INTEGER NOT NULL DEFAULT 0,
    -- The day of their last visit, from the first of the year 1.
    last_day  INTEGER NOT NULL DEFAULT 0,
    reachable INTEGER NOT NULL DEFAULT 0,
    -- Numbers of their groups.
    in_groups TEXT    NOT NULL DEFAULT '[]',
    sums      TEXT    NOT NULL DEFAULT '{}'
) STRICT, WITHOUT ROWID;

CREATE INDEX member_standings_reckoned ON member_standings (reckoned);

INSERT INTO member_standings (member_id)
SELECT DISTINCT unhex(replace(member_id, '-', '')) FROM member_records;

-- How many are in each group. Its key may be a word about people, so it is sealed and found by its mark.
CREATE TABLE member_groups (
    id        INTEGER PRIMARY KEY,
    mark      BLOB    NOT NULL UNIQUE,
    key       BLOB    NOT NULL,
    members   INTEGER NOT NULL DEFAULT 0,
    reachable INTEGER NOT NULL DEFAULT 0
) STRICT;

-- Who is in each, so that whoever came last is read first.
CREATE TABLE members_in_groups (
    group_id  INTEGER NOT NULL,
    last_day  INTEGER NOT NULL,
    member_id BLOB    NOT NULL,
    PRIMARY KEY (group_id, last_day, member_id)
) STRICT, WITHOUT ROWID;

-- Whom HQ itself wrote to, and when last.
CREATE TABLE member_letters (
    member_id BLOB NOT NULL PRIMARY KEY CHECK (length(member_id) = 16),
    on_day    TEXT NOT NULL
) STRICT, WITHOUT ROWID;
