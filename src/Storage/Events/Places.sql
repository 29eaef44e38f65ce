-- The place of a job or an estimate: its own location, else the customer's only one, else none (the customer stands for it).
CREATE OR REPLACE TEMP VIEW only_locations AS
SELECT customer_id, min(location_id) AS only_location_id
FROM locations
WHERE customer_id IS NOT NULL
GROUP BY customer_id
HAVING count(*) = 1;

CREATE OR REPLACE TEMP VIEW placed_jobs AS
SELECT jobs.* REPLACE (coalesce(location_id, only_location_id) AS location_id)
FROM jobs
LEFT JOIN only_locations USING (customer_id);
