-- When each subject last called or wrote, from any of its telephones: "after" needs no more than the latest. The temporary table
-- telephones (entity_id, phone) says whose telephones are asked for.
CREATE TEMP TABLE replies AS
WITH asked AS (
    SELECT DISTINCT phone FROM telephones WHERE regexp_full_match(phone, '[0-9]{10}')
),
heard AS (
    SELECT phone, max(called_at) AS called_at, max(texted_at) AS texted_at
    FROM (
        SELECT caller_phone AS phone, call_date AS called_at, NULL::TIMESTAMP AS texted_at
        FROM calls
        WHERE lower(trim(direction)) = 'inbound'
        UNION ALL
        SELECT phone, NULL, sent_at
        FROM sms
        WHERE lower(trim(direction)) = 'inbound'
    )
    SEMI JOIN asked USING (phone)
    GROUP BY phone
)
SELECT entity_id, max(called_at) AS called_at, max(texted_at) AS texted_at
FROM telephones
JOIN heard USING (phone)
GROUP BY entity_id;
