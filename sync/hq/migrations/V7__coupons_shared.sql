-- Coupons that their members shared from the page on their phone, for somebody else to use.
CREATE TABLE coupons_shared (
    coupon_id BLOB    NOT NULL PRIMARY KEY CHECK (length(coupon_id) = 16),
    at        INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
