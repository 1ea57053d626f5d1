-- Members who owe coupons are looked after whenever HQ can be reached again, as those who owe points are.
CREATE INDEX members_owing_coupons ON members_earned (member_id)
    WHERE json_type(body, '$.owed_coupons') = 'array';

-- What members usually order is derived from the journal from here on: all that is derived is derived
-- again when the journal is opened next.
INSERT INTO meta (key, value) VALUES ('derive_again', 'V10');
