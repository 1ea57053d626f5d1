-- The kitchen: what it is like as a whole, tickets found again by their day, and how long things took.

CREATE TABLE kitchen (
    id   INTEGER PRIMARY KEY CHECK (id = 1),
    seq  INTEGER NOT NULL,
    body TEXT    NOT NULL
) STRICT;

ALTER TABLE tickets ADD COLUMN business_day TEXT NOT NULL DEFAULT '';
UPDATE tickets SET business_day = json_extract(body, '$.business_day');
CREATE INDEX tickets_of_day ON tickets (business_day, seq);
