CREATE TEMP TABLE candidates AS
SELECT
    estimate_id AS entity_id,
    customer_id,
    location_id,
    creation_date,
    parent_job_id,
    subtotal,
    status AS estimate_status
FROM placed_estimates
WHERE lower(trim(status)) IN ('open', 'dismissed')
  AND coalesce(lower(trim(opportunity_status)), '') <> 'won'
  AND creation_date BETWEEN $window_start AND $as_of
  AND NOT coalesce(contains(lower(summary), 'test estimate') OR contains(lower(summary), 'this is an empty'), false)
  AND coalesce(trim(customer_id), '') NOT IN ('', '0');

-- What is judged: the candidates, and what was active but is none now.
CREATE TEMP TABLE subjects AS
SELECT entity_id, customer_id, location_id, creation_date, parent_job_id, true AS is_candidate
FROM candidates
UNION ALL
SELECT previous.entity_id, estimate.customer_id, estimate.location_id, coalesce(estimate.creation_date, previous.creation_date), estimate.parent_job_id, false
FROM previous
ANTI JOIN candidates USING (entity_id)
LEFT JOIN placed_estimates AS estimate ON estimate.estimate_id = previous.entity_id
WHERE previous.status = 'active';

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
),
telephones AS (
    SELECT entity_id, unnest(phones) AS phone
    FROM subjects
    JOIN customers USING (customer_id)
    UNION
    SELECT entity_id, unnest(phones)
    FROM subjects
    JOIN estimates ON estimates.estimate_id = subjects.entity_id
),
replied AS (
    SELECT entity_id, max(called_at) AS called_at, max(texted_at) AS texted_at
    FROM telephones
    JOIN replies USING (phone)
    GROUP BY entity_id
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
LEFT JOIN estimates_of_customers AS of_customer ON subjects.location_id IS NULL AND of_customer.customer_id = subjects.customer_id
LEFT JOIN near_jobs ON near_jobs.entity_id = subjects.entity_id
LEFT JOIN replied ON replied.entity_id = subjects.entity_id;

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
