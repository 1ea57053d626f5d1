-- Members who were merged into another: few among many, and read as a whole.
CREATE INDEX members_merged ON members_earned (member_id)
    WHERE json_extract(body, '$.merged_into.into') IS NOT NULL;
