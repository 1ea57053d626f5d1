-- Points that were spent at an owner's risk, while HQ could not be reached.
CREATE INDEX member_lines_at_risk ON member_lines (at, member_id)
    WHERE json_extract(body, '$.reason.beyond') > 0;

-- What became of coupons is read from the lines that moved one.
CREATE INDEX member_lines_of_coupons ON member_lines (at, store, seq)
    WHERE json_extract(body, '$.coupon') IS NOT NULL;
