-- The first and the last contact of every customer; more is never asked of contacts, so each source is reduced to that at once.
CREATE TEMP TABLE contacts AS
WITH calls_of_telephones AS (
    SELECT caller_phone AS phone, min(call_date) AS first_at, max(call_date) AS last_at
    FROM calls
    WHERE call_date <= $as_of AND regexp_full_match(caller_phone, '[0-9]{10}')
    GROUP BY caller_phone
),
telephones AS (
    SELECT DISTINCT customer_id, unnest(phones) AS phone FROM customers
),
spans AS (
    SELECT customer_id, min(call_date) AS first_at, max(call_date) AS last_at FROM calls WHERE call_date <= $as_of GROUP BY customer_id
    UNION ALL
    SELECT customer_id, first_at, last_at FROM telephones JOIN calls_of_telephones USING (phone)
    UNION ALL
    SELECT customer_id, min(created_date), max(created_date) FROM jobs WHERE created_date <= $as_of GROUP BY customer_id
    UNION ALL
    SELECT customer_id, min(completion_date), max(completion_date) FROM jobs WHERE completion_date <= $as_of GROUP BY customer_id
    UNION ALL
    SELECT customer_id, min(dated), max(dated) FROM customer_permits WHERE is_own GROUP BY customer_id
)
SELECT customer_id, min(first_at) AS first_contact, max(last_at) AS last_contact
FROM spans
SEMI JOIN customers USING (customer_id)
GROUP BY customer_id;

CREATE TEMP TABLE found AS
WITH judged AS (
    SELECT
        customer_id,
        first_contact,
        last_contact,
        arg_min(contractor, (dated, permit_number)) FILTER (WHERE dated > last_contact) AS competitor_used,
        count(*) FILTER (WHERE dated > last_contact) AS permits_after,
        bool_or(dated > first_contact AND dated < last_contact) AS shopper
    FROM contacts
    JOIN customer_permits USING (customer_id)
    WHERE is_competitor
    GROUP BY ALL
),
measured AS (
    SELECT *, months_between(last_contact, $as_of) AS months_since_last_contact
    FROM judged
    WHERE permits_after > 0
)
SELECT
    'customer' AS entity_type,
    customer_id AS entity_id,
    severity_of_months_since_contact(months_since_last_contact) AS severity,
    first_contact,
    last_contact,
    competitor_used,
    permits_after::INTEGER AS competitor_permits,
    months_since_last_contact,
    shopper
FROM measured;

CREATE TEMP TABLE stopping AS
SELECT
    previous.entity_type,
    previous.entity_id,
    CASE WHEN contacts.last_contact > previous.last_contact THEN ['customer_contact'] ELSE [] END AS reasons
FROM previous
LEFT JOIN contacts ON contacts.customer_id = previous.entity_id
ANTI JOIN found USING (entity_type, entity_id)
WHERE previous.status = 'active';
