-- What was given back of an order, off what its day sold; and orders for practice, which are known
-- so that their later events are, and counted nowhere.

ALTER TABLE orders ADD COLUMN refunded INTEGER NOT NULL DEFAULT 0;
ALTER TABLE orders ADD COLUMN training INTEGER NOT NULL DEFAULT 0;
ALTER TABLE days ADD COLUMN refunded INTEGER NOT NULL DEFAULT 0;
ALTER TABLE sales_by_hour ADD COLUMN refunded INTEGER NOT NULL DEFAULT 0;
