-- Every address of a customer, its own and those of its locations, in normalized form.
CREATE TEMP TABLE customer_addresses AS
WITH written AS (
    SELECT customer_id, coalesce(street, full_address) AS address FROM customers
    UNION
    SELECT customer_id, address FROM locations WHERE customer_id IS NOT NULL
),
normalized AS (
    SELECT customer_id, normalize_address(address) AS parts FROM written
)
SELECT DISTINCT customer_id, parts[1] AS street, parts[2] AS unit
FROM normalized
WHERE parts IS NOT NULL;
