-- The latest maintenance of every place, before its age is looked at: a place served last month is not overdue for an older visit.
CREATE TEMP TABLE latest_maintenance AS
WITH maintenance_types AS (
    SELECT DISTINCT job_type
    FROM jobs
    WHERE list_contains($job_types, lower(trim(job_type)))
       OR len(list_filter($job_type_contains, lambda part : contains(lower(job_type), part))) > 0
),
maintenance AS (
    SELECT
        CASE WHEN location_id IS NULL THEN 'customer' ELSE 'location' END AS entity_type,
        coalesce(location_id, customer_id) AS entity_id,
        customer_id,
        location_id,
        job_id,
        job_type,
        completion_date
    FROM placed_jobs
    SEMI JOIN maintenance_types USING (job_type)
    WHERE lower(trim(status)) = 'completed'
      AND completion_date IS NOT NULL
      AND NOT coalesce(contains_word(summary, 'test') OR contains_word(summary, 'testing'), false)
)
SELECT *, months_between(completion_date, $as_of) AS months_overdue
FROM maintenance
WHERE entity_id IS NOT NULL
QUALIFY row_number() OVER (PARTITION BY entity_type, entity_id ORDER BY completion_date DESC, job_id DESC) = 1;

CREATE TEMP TABLE found AS
SELECT
    entity_type,
    entity_id,
    severity_of_months_overdue(months_overdue) AS severity,
    customer_id,
    location_id,
    job_id,
    job_type,
    completion_date,
    months_overdue
FROM latest_maintenance
WHERE months_overdue BETWEEN $min_months AND $max_months;

CREATE TEMP TABLE stopping AS
SELECT
    previous.entity_type,
    previous.entity_id,
    list_filter([
        CASE WHEN latest.completion_date > previous.completion_date THEN 'maintenance_completed' END,
        CASE WHEN months_between(coalesce(latest.completion_date, previous.completion_date), $as_of) > $max_months THEN 'too_old' END
    ], lambda reason : reason IS NOT NULL) AS reasons
FROM previous
LEFT JOIN latest_maintenance AS latest USING (entity_type, entity_id)
ANTI JOIN found USING (entity_type, entity_id)
WHERE previous.status = 'active';
