-- What became of the rows of the master tables. Good are the rows that the profiles count; what belongs to no customer is counted apart, from the masters.
SELECT
    NULL AS section,
    'good' AS name,
    (SELECT coalesce(sum(jobs + estimates + invoices + calls + memberships + locations), 0) FROM profiles)::BIGINT
        + (SELECT count(*) FROM permits SEMI JOIN customer_permits USING (permit_number)) AS rows
UNION ALL
SELECT NULL, 'no_customer', sum(lost)::BIGINT FROM (
    SELECT count(*) AS lost FROM jobs ANTI JOIN customers USING (customer_id)
    UNION ALL
    SELECT count(*) FROM estimates ANTI JOIN customers USING (customer_id)
    UNION ALL
    SELECT count(*) FROM invoices ANTI JOIN customers USING (customer_id)
    UNION ALL
    SELECT count(*) FROM calls ANTI JOIN customers USING (customer_id)
    UNION ALL
    SELECT count(*) FROM memberships ANTI JOIN customers USING (customer_id)
    UNION ALL
    SELECT count(*) FROM locations ANTI JOIN customers USING (customer_id)
)
UNION ALL
SELECT NULL, 'permit_of_no_customer', count(*) FROM permits ANTI JOIN customer_permits USING (permit_number);
