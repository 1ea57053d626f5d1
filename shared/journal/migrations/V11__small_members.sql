-- A million members lie in half the room from here on: their records with short names and without what
-- stands in columns, and each found by one number where there were marks of every part. What lies there
-- as before waits under another name until the journal is opened with the key: it is written anew then,
-- and goes.
ALTER TABLE members RENAME TO members_before;
DROP INDEX members_by_last4;
DROP INDEX members_brought;
DELETE FROM member_words;

CREATE TABLE members (
    -- What the words name a member by.
    row         INTEGER PRIMARY KEY,
    member_id   BLOB    NOT NULL UNIQUE CHECK (length(member_id) = 16),
    -- The number of the phone's last four digits and of the phone in E.164 form. Two phones may have the
    -- same: what is found is looked at.
    phone       INTEGER NOT NULL,
    -- Who brought them and when they came: neither says who they are.
    brought_by  BLOB,
    enrolled_at INTEGER NOT NULL,
    -- 1 when something happened to them here, 0 when they are known from HQ only.
    here        INTEGER NOT NULL,
    -- What else the record says, sealed.
    body        BLOB    NOT NULL
) STRICT;

CREATE INDEX members_by_phone ON members (phone);
CREATE INDEX members_brought ON members (brought_by) WHERE brought_by IS NOT NULL;
