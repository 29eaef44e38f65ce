-- Estimates with their place, as Places.sql says it.
CREATE OR REPLACE TEMP VIEW placed_estimates AS
SELECT estimates.* REPLACE (coalesce(location_id, only_location_id) AS location_id)
FROM estimates
LEFT JOIN only_locations USING (customer_id);
