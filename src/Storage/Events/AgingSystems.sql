-- How old the system at each location is, from the first evidence that exists: a job, a permit, the recorded age.
CREATE TEMP TABLE systems AS
WITH installations AS (
    SELECT location_id, max(completion_date) AS installed_at, arg_max(job_id, (completion_date, job_id)) AS evidence_id
    FROM placed_jobs
    WHERE list_contains($completed_statuses, lower(trim(status)))
      AND completion_date IS NOT NULL
      AND (contains(lower(job_type), 'install') OR contains(lower(job_type), 'replacement'))
    GROUP BY location_id
),
new_systems AS (
    SELECT permit_number, coalesce(applied_date, issued_date) AS dated, normalize_address(address) AS parts
    FROM permits
    WHERE list_contains($permit_types, lower(trim(permit_type)))
      AND permit_counts(coalesce(status, ''))
      AND coalesce(applied_date, issued_date) <= $as_of
      AND is_new_system(concat_ws(' ', work_class, description), $system_words)
),
newest_of_units AS (
    SELECT parts[1] AS street, parts[2] AS unit, max((dated, permit_number)) AS newest
    FROM new_systems
    WHERE parts IS NOT NULL
    GROUP BY ALL
),
newest_of_streets AS (
    SELECT street, max(newest) AS newest FROM newest_of_units GROUP BY street
),
addresses AS (
    SELECT location_id, normalize_address(address) AS parts FROM locations
),
-- A location with a unit takes the permits of its unit and those without one, a location without takes all of its street.
permitted AS (
    SELECT
        location_id,
        CASE WHEN parts[2] IS NULL THEN of_street.newest ELSE greatest(of_unit.newest, of_house.newest) END AS newest
    FROM addresses
    LEFT JOIN newest_of_streets AS of_street ON of_street.street = parts[1]
    LEFT JOIN newest_of_units AS of_unit ON of_unit.street = parts[1] AND of_unit.unit = parts[2]
    LEFT JOIN newest_of_units AS of_house ON of_house.street = parts[1] AND of_house.unit IS NULL
)
SELECT
    location_id,
    locations.customer_id,
    CASE
        WHEN installations.installed_at IS NOT NULL THEN months_between(installations.installed_at, $as_of) // $months_per_year
        WHEN permitted.newest IS NOT NULL THEN months_between(permitted.newest[1], $as_of) // $months_per_year
        ELSE current_system_age + months_between(_current_system_age_since, $as_of) // $months_per_year
    END::INTEGER AS system_age,
    CASE
        WHEN installations.installed_at IS NOT NULL THEN 'job'
        WHEN permitted.newest IS NOT NULL THEN 'permit'
        WHEN current_system_age IS NOT NULL THEN 'current_system_age'
    END AS age_source,
    coalesce(installations.evidence_id, permitted.newest[2]) AS evidence_id
FROM locations
LEFT JOIN installations USING (location_id)
LEFT JOIN permitted USING (location_id);

CREATE TEMP TABLE found AS
SELECT
    'location' AS entity_type,
    location_id AS entity_id,
    severity_of_system_age(system_age) AS severity,
    customer_id,
    location_id,
    system_age,
    age_source,
    evidence_id
FROM systems
WHERE system_age >= $min_years;

CREATE TEMP TABLE stopping AS
SELECT
    previous.entity_type,
    previous.entity_id,
    CASE WHEN systems.system_age < $min_years THEN ['system_replaced'] ELSE [] END AS reasons
FROM previous
LEFT JOIN systems ON systems.location_id = previous.entity_id
ANTI JOIN found USING (entity_type, entity_id)
WHERE previous.status = 'active';
