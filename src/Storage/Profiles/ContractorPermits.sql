-- Dated permits of any type with their normalized address and whose they are. The date is the application's, else the issue's.
CREATE TEMP TABLE contractor_permits AS
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
)
SELECT permit_number, contractor, dated, parts[1] AS street, parts[2] AS unit, is_own, is_competitor
FROM normalized
WHERE parts IS NOT NULL
  AND dated <= $as_of
  AND (is_own OR is_competitor);
