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
SELECT entity_id, customer_id, location_id, creation_date, parent_job_id
FROM candidates
UNION ALL
SELECT previous.entity_id, estimate.customer_id, estimate.location_id, coalesce(estimate.creation_date, previous.creation_date), estimate.parent_job_id
FROM previous
ANTI JOIN candidates USING (entity_id)
LEFT JOIN placed_estimates AS estimate ON estimate.estimate_id = previous.entity_id
WHERE previous.status = 'active';

CREATE TEMP TABLE telephones AS
SELECT entity_id, unnest(phones) AS phone
FROM subjects
JOIN customers USING (customer_id)
UNION
SELECT entity_id, unnest(phones)
FROM subjects
JOIN estimates ON estimates.estimate_id = subjects.entity_id;
