CREATE TEMP TABLE canceled AS
SELECT
    job_id AS entity_id,
    customer_id,
    location_id,
    coalesce(completion_date, scheduled_date, created_date) AS canceled_at,
    job_type,
    summary
FROM placed_jobs
WHERE list_contains($canceled_statuses, lower(trim(status)));

-- One for each place, the latest; what rules it out is looked at afterwards.
CREATE TEMP TABLE candidates AS
SELECT * EXCLUDE (summary)
FROM canceled
WHERE canceled_at BETWEEN $window_start AND $as_of
  AND NOT coalesce(contains_word(summary, 'test'), false)
QUALIFY row_number() OVER (PARTITION BY customer_id, location_id ORDER BY canceled_at DESC, entity_id DESC) = 1;

-- What is judged: the candidates, and what was active but is none now, from its cancellation as it was.
CREATE TEMP TABLE subjects AS
SELECT entity_id, customer_id, location_id, canceled_at, true AS is_candidate
FROM candidates
UNION ALL
SELECT previous.entity_id, job.customer_id, job.location_id, coalesce(canceled.canceled_at, previous.canceled_at), false
FROM previous
ANTI JOIN candidates USING (entity_id)
LEFT JOIN canceled USING (entity_id)
LEFT JOIN placed_jobs AS job ON job.job_id = previous.entity_id
WHERE previous.status = 'active';

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
),
telephones AS (
    SELECT entity_id, unnest(phones) AS phone
    FROM subjects
    JOIN customers USING (customer_id)
    UNION
    SELECT entity_id, unnest(phones)
    FROM subjects
    JOIN jobs ON jobs.job_id = subjects.entity_id
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
        CASE WHEN coalesce(at_location.completed_at, of_customer.completed_at) > canceled_at THEN 'job_completed' END,
        CASE WHEN coalesce(at_location.planned_at, of_customer.planned_at) > canceled_at THEN 'job_rescheduled' END,
        CASE WHEN replied.called_at > canceled_at THEN 'inbound_call' END,
        CASE WHEN replied.texted_at > canceled_at THEN 'sms_reply' END
    ], lambda reason : reason IS NOT NULL) AS reasons
FROM subjects
LEFT JOIN jobs_of_locations AS at_location ON at_location.location_id = subjects.location_id
LEFT JOIN jobs_of_customers AS of_customer ON subjects.location_id IS NULL AND of_customer.customer_id = subjects.customer_id
LEFT JOIN replied ON replied.entity_id = subjects.entity_id;

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
