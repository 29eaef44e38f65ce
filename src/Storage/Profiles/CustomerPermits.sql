-- The company's own permits of any type and its competitors' permits at the addresses of each customer, each once. The date is the
-- application's, else the issue's. Addresses are the same when the streets are, and the units where both have one.
CREATE TEMP TABLE customer_permits AS
WITH normalized AS (
    SELECT
        permit_number,
        contractor,
        coalesce(applied_date, issued_date) AS dated,
        normalize_address(address) AS parts,
        is_own_contractor(contractor, $company_names) AS is_own,
        is_competitor(contractor, $company_names)
            AND list_contains($permit_types, lower(trim(permit_type)))
            AND permit_counts(coalesce(status, '')) AS is_competitor
    FROM permits
),
located AS (
    SELECT permit_number, contractor, dated, parts[1] AS street, parts[2] AS unit, is_own, is_competitor
    FROM normalized
    WHERE parts IS NOT NULL
      AND dated <= $as_of
      AND (is_own OR is_competitor)
)
SELECT DISTINCT address.customer_id, permit.permit_number, permit.contractor, permit.dated, permit.is_own, permit.is_competitor
FROM customer_addresses AS address
JOIN located AS permit ON permit.street = address.street AND (permit.unit IS NULL OR address.unit IS NULL OR permit.unit = address.unit);
