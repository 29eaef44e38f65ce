-- What each event of the list's type says: it is on the list unless a reason keeps it off.
CREATE TEMP TABLE considered AS
WITH events AS (
    SELECT *, {{customer}} AS listed_customer_id, timezone($zone, first_seen_at) AS listed_since
    FROM listed_events
)
SELECT
    events.entity_id,
    events.event_id,
    events.listed_customer_id AS customer_id,
    events.severity,
    customers.name,
    customers.phones[1] AS phone,
    profiles.tier,
    profiles.marketable,
    CASE
        WHEN events.status <> 'active' THEN events.reason
        WHEN replied.called_at > listed_since THEN 'inbound_call'
        WHEN replied.texted_at > listed_since THEN 'sms_reply'
        WHEN NOT coalesce({{window}}, false) THEN 'outside_window'
        WHEN NOT coalesce({{numeric}}, false) THEN 'outside_filter'
    END AS reason
FROM events
LEFT JOIN customers ON customers.customer_id = events.listed_customer_id
LEFT JOIN profiles ON profiles.customer_id = events.listed_customer_id
LEFT JOIN replies AS replied ON replied.entity_id = events.listed_customer_id;

CREATE TEMP TABLE list_rows AS
SELECT
    entity_id,
    event_id,
    customer_id,
    severity,
    name,
    phone,
    tier,
    marketable,
    list_row_id($list, event_id) AS row_id,
    list_row_hash([entity_id, event_id, customer_id, severity, name, phone, tier, marketable::VARCHAR]) AS row_hash
FROM considered
WHERE reason IS NULL;

-- Row identity and row hash decide what to add, update and remove, against the list of the run before.
CREATE TEMP TABLE list_changes AS
SELECT
    coalesce(rows.row_id, previous.row_id) AS row_id,
    coalesce(rows.entity_id, previous.entity_id) AS entity_id,
    coalesce(rows.event_id, previous.event_id) AS event_id,
    CASE WHEN previous.row_id IS NULL THEN 'added' WHEN rows.row_id IS NULL THEN 'removed' ELSE 'updated' END AS change,
    CASE WHEN rows.row_id IS NULL THEN coalesce(considered.reason, 'no_longer_matches') END AS reason,
    rows.row_hash
FROM list_rows AS rows
FULL JOIN previous_list AS previous ON previous.row_id = rows.row_id
LEFT JOIN considered ON considered.event_id = previous.event_id
WHERE rows.row_hash IS DISTINCT FROM previous.row_hash;
