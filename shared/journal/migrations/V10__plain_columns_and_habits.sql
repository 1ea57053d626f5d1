-- What is looked for stands in columns of its own from here on: an index that reads a body reads it again
-- whenever a row is written, of each of the many for the sake of a few.

-- Members who owe points or coupons, whenever HQ can be reached again, and those who were merged.
DROP INDEX IF EXISTS members_owing;
DROP INDEX IF EXISTS members_merged;
ALTER TABLE members_earned ADD COLUMN watched INTEGER NOT NULL DEFAULT 0;
CREATE INDEX members_watched ON members_earned (member_id) WHERE watched <> 0;

-- Orders by their member, and those of which something was given back.
DROP INDEX IF EXISTS orders_of_member;
DROP INDEX IF EXISTS orders_refunded;
ALTER TABLE orders ADD COLUMN member_id BLOB;
ALTER TABLE orders ADD COLUMN refunded INTEGER NOT NULL DEFAULT 0;
CREATE INDEX orders_of_member ON orders (member_id, seq) WHERE state = 1 AND member_id IS NOT NULL;
CREATE INDEX orders_refunded ON orders (seq) WHERE state = 1 AND refunded <> 0;

-- These, and what members usually order, are derived from the journal: all that is derived is derived again
-- when the journal is opened next.
INSERT INTO meta (key, value) VALUES ('derive_again', 'V10');
