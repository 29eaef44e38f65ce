-- Every event ever seen, as this run leaves it: what was found is active; what was active and was not found stops with a reason,
-- what had stopped before stays as it was.
CREATE TEMP TABLE events AS
WITH stopped AS (
    SELECT
        previous.*,
        CASE WHEN status = 'active' THEN stop_reason($event_type, stopping.reasons) END AS stop_reason
    FROM previous
    LEFT JOIN stopping USING (entity_type, entity_id)
    ANTI JOIN found USING (entity_type, entity_id)
)
SELECT
    event_id($company, $event_type, found.entity_type, found.entity_id) AS event_id,
    $event_type AS event_type,
    found.entity_type,
    found.entity_id,
    'active' AS status,
    NULL::VARCHAR AS reason,
    found.severity,
    CASE WHEN previous.status = 'active' THEN previous.detected_at ELSE $instant END AS detected_at,
    coalesce(previous.first_seen_at, $instant) AS first_seen_at,
    $instant AS last_seen_at,
    event_transition(previous.status) AS transition,
    {{found_fields}},
    {{found_details}} AS details
FROM found
LEFT JOIN previous USING (entity_type, entity_id)
UNION ALL
SELECT
    event_id,
    event_type,
    entity_type,
    entity_id,
    CASE WHEN status = 'active' THEN stop_status($event_type, stop_reason) ELSE status END,
    coalesce(stop_reason, reason),
    severity,
    detected_at,
    first_seen_at,
    last_seen_at,
    CASE WHEN status = 'active' THEN stop_status($event_type, stop_reason) END,
    {{fields}},
    details
FROM stopped;
