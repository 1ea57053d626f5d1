-- What was given back of an order, off what its day sold; and orders for practice, which are known
-- so that their later events are, and counted nowhere.

ALTER TABLE orders ADD COLUMN refunded INTEGER NOT NULL DEFAULT 0;
ALTER TABLE orders ADD COLUMN training INTEGER NOT NULL DEFAULT 0;
ALTER TABLE days ADD COLUMN refunded INTEGER NOT NULL DEFAULT 0;
ALTER TABLE sales_by_hour ADD COLUMN refunded INTEGER NOT NULL DEFAULT 0;

-- What a store has sold out by hand, with its names as the menu had them then.
CREATE TABLE sold_out (
    store   INTEGER NOT NULL REFERENCES stores (id),
    item_id TEXT    NOT NULL,
    names   TEXT    NOT NULL,
    PRIMARY KEY (store, item_id)
) STRICT, WITHOUT ROWID;
