-- What rules a subject out, what is found, and why the others stop.
CREATE TEMP TABLE judged AS
WITH estimates_of_locations AS (
    SELECT location_id, max(completion_date) AS completed_at
    FROM placed_estimates
    GROUP BY location_id
),
estimates_of_customers AS (
    SELECT customer_id, max(completion_date) AS completed_at
    FROM placed_estimates
    GROUP BY customer_id
),
-- Per customer and day the first and the last job by key: another job than the parent is one of the two.
job_days AS (
    SELECT customer_id, day, min(job_id) AS first_job_id, max(job_id) AS last_job_id
    FROM (
        SELECT customer_id, job_id, unnest([created_date::DATE, scheduled_date::DATE]) AS day
        FROM jobs
        SEMI JOIN subjects USING (customer_id)
    )
    WHERE day IS NOT NULL
    GROUP BY customer_id, day
),
near_days AS (
    SELECT entity_id, customer_id, parent_job_id, creation_date::DATE + unnest(range(-$job_days, $job_days + 1))::INTEGER AS day
    FROM subjects
),
near_jobs AS (
    SELECT DISTINCT entity_id
    FROM near_days
    JOIN job_days USING (customer_id, day)
    WHERE first_job_id IS DISTINCT FROM parent_job_id OR last_job_id IS DISTINCT FROM parent_job_id
)
SELECT
    subjects.*,
    list_filter([
        CASE WHEN coalesce(at_location.completed_at, of_customer.completed_at) > creation_date THEN 'estimate_sold' END,
        CASE WHEN near_jobs.entity_id IS NOT NULL THEN 'job_scheduled' END,
        CASE WHEN replied.called_at > creation_date THEN 'inbound_call' END,
        CASE WHEN replied.texted_at > creation_date THEN 'sms_reply' END
    ], lambda reason : reason IS NOT NULL) AS reasons
FROM subjects
LEFT JOIN estimates_of_locations AS at_location ON at_location.location_id = subjects.location_id
LEFT JOIN estimates_of_customers AS of_customer ON of_customer.customer_id = CASE WHEN subjects.location_id IS NULL THEN subjects.customer_id END
LEFT JOIN near_jobs ON near_jobs.entity_id = subjects.entity_id
LEFT JOIN replies AS replied ON replied.entity_id = subjects.entity_id;

-- Exclusions first, then one for each place, the latest.
CREATE TEMP TABLE found AS
SELECT
    'estimate' AS entity_type,
    entity_id,
    severity_of_subtotal(candidates.subtotal) AS severity,
    candidates.customer_id,
    candidates.location_id,
    candidates.creation_date,
    candidates.subtotal,
    candidates.estimate_status
FROM candidates
JOIN judged USING (entity_id)
WHERE len(judged.reasons) = 0
QUALIFY row_number() OVER (PARTITION BY candidates.customer_id, candidates.location_id ORDER BY candidates.creation_date DESC, entity_id DESC) = 1;

CREATE TEMP TABLE stopping AS
SELECT
    'estimate' AS entity_type,
    judged.entity_id,
    list_concat(judged.reasons, list_filter([
        CASE WHEN found.entity_id IS NOT NULL AND (found.creation_date, found.entity_id) > (judged.creation_date, judged.entity_id) THEN 'superseded' END,
        CASE WHEN judged.creation_date < $window_start THEN 'too_old' END
    ], lambda reason : reason IS NOT NULL)) AS reasons
FROM judged
LEFT JOIN found ON found.customer_id IS NOT DISTINCT FROM judged.customer_id AND found.location_id IS NOT DISTINCT FROM judged.location_id
ANTI JOIN found AS itself ON itself.entity_id = judged.entity_id;
