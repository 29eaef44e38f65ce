CREATE TEMP TABLE profiles AS
WITH
jobs_of AS (
    SELECT
        customer_id,
        count(*) AS jobs,
        min(created_date) AS first_job,
        max(created_date) AS last_job,
        count(*) FILTER (WHERE is_completed) AS frequency,
        max(completion_date) FILTER (WHERE is_completed) AS last_completion,
        sum(total) FILTER (WHERE is_completed AND total > 0) AS paid_for_jobs,
        coalesce(bool_or(is_near AND NOT is_canceled), false) AS busy
    FROM (
        SELECT
            *,
            list_contains($completed_statuses, coalesce(lower(trim(status)), '')) AS is_completed,
            list_contains($canceled_statuses, coalesce(lower(trim(status)), '')) AS is_canceled,
            coalesce(abs(date_diff('day', created_date, $as_of)) <= $busy_days, false)
                OR coalesce(abs(date_diff('day', scheduled_date, $as_of)) <= $busy_days, false) AS is_near
        FROM jobs
    )
    GROUP BY customer_id
),
invoices_of AS (
    SELECT customer_id, count(*) AS invoices, sum(total) FILTER (WHERE total > 0) AS paid_by_invoice FROM invoices GROUP BY customer_id
),
estimates_of AS (SELECT customer_id, count(*) AS estimates FROM estimates GROUP BY customer_id),
calls_of AS (SELECT customer_id, count(*) AS calls FROM calls GROUP BY customer_id),
memberships_of AS (SELECT customer_id, count(*) AS memberships FROM memberships GROUP BY customer_id),
locations_of AS (SELECT customer_id, count(*) AS locations FROM locations GROUP BY customer_id),
addresses_of AS (
    SELECT
        customer_id,
        list_sort(list(DISTINCT street)) AS normalized_addresses,
        list_sort(list(DISTINCT street || ' # ' || unit) FILTER (WHERE unit IS NOT NULL)) AS units
    FROM customer_addresses
    GROUP BY customer_id
),
similar_of AS (
    SELECT customer_id, list({'left': one.street, 'right': other.street} ORDER BY one.street, other.street) AS similar_addresses
    FROM (SELECT DISTINCT customer_id, street FROM customer_addresses) AS one
    JOIN (SELECT DISTINCT customer_id, street FROM customer_addresses) AS other USING (customer_id)
    WHERE one.street < other.street AND are_alike(one.street, other.street)
    GROUP BY customer_id
),
competitors_of AS (
    SELECT customer_id, count(*) AS competitor_permits
    FROM customer_permits
    WHERE is_competitor
    GROUP BY customer_id
),
measured AS (
    SELECT
        customer_id,
        date_diff('day', last_completion, $as_of)::INTEGER AS recency_days,
        coalesce(frequency, 0) AS frequency,
        coalesce(paid_for_jobs, paid_by_invoice, 0)::DECIMAL(18, 2) AS monetary,
        coalesce(frequency, 0) > 0 OR coalesce(invoices, 0) > 0 AS is_scored,
        coalesce(busy, false) AS busy,
        NOT (coalesce(busy, false) OR coalesce(do_not_service, false) OR coalesce(do_not_call, false) OR coalesce(do_not_mail, false)) AS marketable,
        coalesce(jobs, 0) AS jobs,
        coalesce(estimates, 0) AS estimates,
        coalesce(invoices, 0) AS invoices,
        coalesce(calls, 0) AS calls,
        coalesce(memberships, 0) AS memberships,
        coalesce(locations, 0) AS locations,
        first_job,
        last_job,
        coalesce(normalized_addresses, []) AS normalized_addresses,
        coalesce(units, []) AS units,
        coalesce(similar_addresses, []) AS similar_addresses,
        coalesce(competitor_permits, 0) AS competitor_permits
    FROM customers
    LEFT JOIN jobs_of USING (customer_id)
    LEFT JOIN estimates_of USING (customer_id)
    LEFT JOIN invoices_of USING (customer_id)
    LEFT JOIN calls_of USING (customer_id)
    LEFT JOIN memberships_of USING (customer_id)
    LEFT JOIN locations_of USING (customer_id)
    LEFT JOIN addresses_of USING (customer_id)
    LEFT JOIN similar_of USING (customer_id)
    LEFT JOIN competitors_of USING (customer_id)
),
-- Keys are ordered as numbers where they are numbers, else as text.
keyed AS (
    SELECT *, CASE WHEN regexp_full_match(customer_id, '[0-9]+') THEN try_cast(customer_id AS HUGEINT) END AS key_number
    FROM measured
),
quintiles AS (
    SELECT
        customer_id,
        ntile(5) OVER (ORDER BY recency_days DESC NULLS FIRST, key_number NULLS LAST, customer_id)::INTEGER AS r_quintile,
        ntile(5) OVER (ORDER BY frequency, key_number NULLS LAST, customer_id)::INTEGER AS f_quintile,
        ntile(5) OVER (ORDER BY monetary, key_number NULLS LAST, customer_id)::INTEGER AS m_quintile
    FROM keyed
    WHERE is_scored
),
scored AS (
    SELECT
        measured.*,
        r_quintile,
        f_quintile,
        m_quintile,
        CASE WHEN is_scored THEN quintile_segment(r_quintile, f_quintile) END AS segment,
        CASE WHEN NOT is_scored THEN NULL WHEN $quintile THEN r_quintile ELSE recency_score(recency_days) END AS r_score,
        CASE WHEN NOT is_scored THEN NULL WHEN $quintile THEN f_quintile ELSE frequency_score(frequency) END AS f_score,
        CASE WHEN NOT is_scored THEN NULL WHEN $quintile THEN m_quintile ELSE monetary_score(monetary) END AS m_score
    FROM measured
    LEFT JOIN quintiles USING (customer_id)
)
SELECT
    profile_id($company, customer_id) AS profile_id,
    customer_id,
    recency_days,
    frequency,
    monetary,
    r_score,
    f_score,
    m_score,
    r_score + f_score + m_score AS rfm_total,
    CASE WHEN is_scored AND $quintile THEN segment ELSE customer_tier(r_score + f_score + m_score) END AS tier,
    marketable,
    busy,
    jobs,
    estimates,
    invoices,
    calls,
    memberships,
    locations,
    first_job,
    last_job,
    normalized_addresses,
    units,
    similar_addresses,
    competitor_permits,
    r_quintile,
    f_quintile,
    m_quintile,
    segment
FROM scored;
