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
SELECT entity_id, customer_id, location_id, canceled_at
FROM candidates
UNION ALL
SELECT previous.entity_id, job.customer_id, job.location_id, coalesce(canceled.canceled_at, previous.canceled_at)
FROM previous
ANTI JOIN candidates USING (entity_id)
LEFT JOIN canceled USING (entity_id)
LEFT JOIN placed_jobs AS job ON job.job_id = previous.entity_id
WHERE previous.status = 'active';

CREATE TEMP TABLE telephones AS
SELECT entity_id, unnest(phones) AS phone
FROM subjects
JOIN customers USING (customer_id)
UNION
SELECT entity_id, unnest(phones)
FROM subjects
JOIN jobs ON jobs.job_id = subjects.entity_id;
