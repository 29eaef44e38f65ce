-- What rules a subject out, what is found, and why the others stop.
CREATE TEMP TABLE judged AS
WITH other_jobs AS (
    SELECT location_id, customer_id, completion_date AS completed_at, greatest(created_date, scheduled_date) AS planned_at
    FROM placed_jobs
    WHERE NOT list_contains($canceled_statuses, coalesce(lower(trim(status)), ''))
),
jobs_of_locations AS (
    SELECT location_id, max(completed_at) AS completed_at, max(planned_at) AS planned_at
    FROM other_jobs
    SEMI JOIN subjects USING (location_id)
    GROUP BY location_id
),
jobs_of_customers AS (
    SELECT customer_id, max(completed_at) AS completed_at, max(planned_at) AS planned_at
    FROM other_jobs
    SEMI JOIN (SELECT customer_id FROM subjects WHERE location_id IS NULL) USING (customer_id)
    GROUP BY customer_id
)
SELECT
    subjects.*,
    list_filter([
        CASE WHEN coalesce(at_location.completed_at, of_customer.completed_at) > canceled_at THEN 'job_completed' END,
        CASE WHEN coalesce(at_location.planned_at, of_customer.planned_at) > canceled_at THEN 'job_rescheduled' END,
        CASE WHEN replied.called_at > canceled_at THEN 'inbound_call' END,
        CASE WHEN replied.texted_at > canceled_at THEN 'sms_reply' END
    ], lambda reason : reason IS NOT NULL) AS reasons
FROM subjects
LEFT JOIN jobs_of_locations AS at_location ON at_location.location_id = subjects.location_id
LEFT JOIN jobs_of_customers AS of_customer ON of_customer.customer_id = CASE WHEN subjects.location_id IS NULL THEN subjects.customer_id END
LEFT JOIN replies AS replied ON replied.entity_id = subjects.entity_id;

CREATE TEMP TABLE found AS
SELECT
    'job' AS entity_type,
    entity_id,
    severity_of_cancellation(date_diff('day', candidates.canceled_at, $as_of)::INTEGER) AS severity,
    candidates.customer_id,
    candidates.location_id,
    candidates.canceled_at,
    date_diff('day', candidates.canceled_at, $as_of)::INTEGER AS days_old,
    candidates.job_type
FROM candidates
JOIN judged USING (entity_id)
WHERE len(judged.reasons) = 0;

CREATE TEMP TABLE stopping AS
SELECT
    'job' AS entity_type,
    judged.entity_id,
    list_concat(judged.reasons, list_filter([
        CASE WHEN found.entity_id IS NOT NULL AND (found.canceled_at, found.entity_id) > (judged.canceled_at, judged.entity_id) THEN 'superseded' END,
        CASE WHEN judged.canceled_at < $window_start THEN 'too_old' END
    ], lambda reason : reason IS NOT NULL)) AS reasons
FROM judged
LEFT JOIN found ON found.customer_id IS NOT DISTINCT FROM judged.customer_id AND found.location_id IS NOT DISTINCT FROM judged.location_id
ANTI JOIN found AS itself ON itself.entity_id = judged.entity_id;
