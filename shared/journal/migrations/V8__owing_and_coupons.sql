-- Members who owe points are looked after whenever HQ can be reached again.
CREATE INDEX members_owing ON members_earned (member_id)
    WHERE json_extract(body, '$.points') < 0;

-- What became of coupons is read from the lines that moved one.
CREATE INDEX ledger_of_coupons ON ledger (at, seq)
    WHERE json_extract(body, '$.coupon') IS NOT NULL;
