-- Members who owe points are looked after whenever HQ can be reached again.
CREATE INDEX members_owing ON members_earned (member_id)
    WHERE json_extract(body, '$.points') < 0;
