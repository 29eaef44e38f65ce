-- The latest inbound call and message of every telephone: "after" needs no more than that.
CREATE OR REPLACE TEMP VIEW replies AS
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
WHERE regexp_full_match(phone, '[0-9]{10}')
GROUP BY phone;
