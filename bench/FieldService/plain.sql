-- The same job as the pipeline's, as one plain DuckDB script: what a data engineer would write for one delivery that is known to be
-- well-formed CSV. {delivery} is the folder of the files, {output} the folder for the Parquet, {company} the slug, {as_of} the instant.
-- It does not keep lines, row hashes, a change log, silver files, manifests or an event index.

-- stage: settings
CREATE MACRO filled(value) AS CASE WHEN lower(trim(value)) IN ('', 'n/a', 'na', 'nan', 'none', 'null', 'nat', '-') THEN NULL ELSE trim(value) END;
CREATE MACRO code(value) AS regexp_replace(filled(value), '^(\d+)\.0+$', '\1');
CREATE MACRO money(value) AS try_cast(regexp_replace(replace(replace(filled(value), '$', ''), ',', ''), '^\((.*)\)$', '-\1') AS DECIMAL(18, 2));
CREATE MACRO stamp(value) AS coalesce(try_strptime(filled(value), ['%m/%d/%Y %I:%M %p', '%m/%d/%Y %H:%M', '%m/%d/%Y', '%Y-%m-%d %H:%M:%S']), try_cast(filled(value) AS TIMESTAMP));
CREATE MACRO serial(value) AS TIMESTAMP '1899-12-30' + to_seconds(round(try_cast(filled(value) AS DOUBLE) * 86400));
CREATE MACRO day_first(value) AS try_strptime(filled(value), ['%d/%m/%Y', '%m/%d/%Y']);
CREATE MACRO flag(value) AS CASE WHEN lower(filled(value)) IN ('true', 'yes', 'y', '1', 't') THEN true WHEN lower(filled(value)) IN ('false', 'no', 'n', '0', 'f') THEN false END;
CREATE MACRO digits(value) AS regexp_replace(split_part(lower(filled(value)), 'x', 1), '\D', '', 'g');
CREATE MACRO phone(value) AS CASE WHEN length(digits(value)) = 11 AND starts_with(digits(value), '1') THEN substr(digits(value), 2) ELSE digits(value) END;
CREATE MACRO phones(value) AS list_transform(string_split_regex(filled(value), '[,;/]'), lambda one: phone(one));
CREATE MACRO cleaned(address) AS trim(regexp_replace(regexp_replace(upper(split_part(address, ',', 1)), '[^A-Z0-9#]', ' ', 'g'), ' +', ' ', 'g'));
CREATE MACRO unit_words() AS '^(\d\S* \S+(?: \S+)*?) (?:(?:APT|APARTMENT|UNIT|STE|SUITE|BLDG|BUILDING|LOT|SPACE|ROOM|RM|FLOOR|FL)(?: |$)|# ?)(\S*).*$';
CREATE MACRO unit(address) AS nullif(regexp_extract(cleaned(address), unit_words(), 2), '');
CREATE MACRO full_word(word, place) AS CASE word
    WHEN 'N' THEN 'NORTH' WHEN 'S' THEN 'SOUTH' WHEN 'E' THEN 'EAST' WHEN 'W' THEN 'WEST'
    WHEN 'NE' THEN 'NORTHEAST' WHEN 'NW' THEN 'NORTHWEST' WHEN 'SE' THEN 'SOUTHEAST' WHEN 'SW' THEN 'SOUTHWEST'
    ELSE CASE WHEN place <= 2 THEN word ELSE CASE word
        WHEN 'ST' THEN 'STREET' WHEN 'AVE' THEN 'AVENUE' WHEN 'BLVD' THEN 'BOULEVARD' WHEN 'DR' THEN 'DRIVE' WHEN 'RD' THEN 'ROAD' WHEN 'LN' THEN 'LANE'
        WHEN 'CT' THEN 'COURT' WHEN 'CIR' THEN 'CIRCLE' WHEN 'PL' THEN 'PLACE' WHEN 'PKWY' THEN 'PARKWAY' WHEN 'TRL' THEN 'TRAIL' WHEN 'TER' THEN 'TERRACE'
        WHEN 'CV' THEN 'COVE' WHEN 'HWY' THEN 'HIGHWAY' ELSE word END END END;
CREATE MACRO street(address) AS list_aggregate(list_transform(
    string_split(regexp_replace(cleaned(address), unit_words(), '\1'), ' '), lambda word, place: full_word(word, place)), 'string_agg', ' ');
CREATE MACRO event_id(event_type, entity_type, entity_id) AS left(sha256(concat_ws('|', '{company}', event_type, entity_type, entity_id)), 16);
CREATE MACRO months(earlier, later) AS date_sub('month', earlier::DATE, later::DATE);

-- stage: masters
CREATE TEMP TABLE rows_in AS
SELECT row_number() OVER () AS line, code("Customer ID") AS customer_id, filled("Customer Name") AS name, filled("Full Address") AS full_address, filled("Street Address") AS street,
    filled("City") AS city, filled("State") AS state, filled("Zip") AS zip, phones("Phone Number") AS phones, filled("Email") AS email,
    flag("Do Not Mail") AS do_not_mail, flag("Do Not Service") AS do_not_service, flag("Do Not Call") AS do_not_call, money("Customers Lifetime Revenue") AS lifetime_revenue
FROM read_csv('{delivery}/Customer_Events*.csv', all_varchar = true, header = true, delim = ',', quote = '"', escape = '"');
COPY (SELECT * EXCLUDE (line) FROM rows_in SEMI JOIN (SELECT max(line) AS line FROM rows_in WHERE customer_id IS NOT NULL GROUP BY customer_id) USING (line))
TO '{output}/customers.parquet' (FORMAT parquet, COMPRESSION zstd);
COPY (SELECT * FROM rows_in WHERE customer_id IS NULL) TO '{output}/quarantine_customers.parquet' (FORMAT parquet, COMPRESSION zstd);
DROP TABLE rows_in;

CREATE TEMP TABLE rows_in AS
SELECT row_number() OVER () AS line, code("Location ID") AS location_id, code("Customer ID") AS customer_id, filled("Name") AS name, filled("Customer Address") AS address,
    filled("City") AS city, filled("State") AS state, filled("Zip") AS zip, phone("Phone") AS phone, try_cast(code("Current_System_Age") AS INTEGER) AS current_system_age
FROM read_csv('{delivery}/Location_Events*.csv', all_varchar = true, header = true, delim = ',', quote = '"', escape = '"');
COPY (SELECT * EXCLUDE (line) FROM rows_in SEMI JOIN (SELECT max(line) AS line FROM rows_in WHERE location_id IS NOT NULL GROUP BY location_id) USING (line))
TO '{output}/locations.parquet' (FORMAT parquet, COMPRESSION zstd);
COPY (SELECT * FROM rows_in WHERE location_id IS NULL) TO '{output}/quarantine_locations.parquet' (FORMAT parquet, COMPRESSION zstd);
DROP TABLE rows_in;

CREATE TEMP TABLE rows_in AS
SELECT row_number() OVER () AS line, code("Job ID") AS job_id, code("Customer ID") AS customer_id, code("Location ID") AS location_id, filled("Status") AS status,
    filled("Job Type") AS job_type, filled("Job Class") AS job_class, filled("Summary") AS summary, stamp("Created Date") AS created_date, stamp("Scheduled Date") AS scheduled_date,
    stamp("Completion Date") AS completion_date, phones("Customer Phone") AS phones, money("Jobs Total") AS total, filled("Hold Reason") AS hold_reason
FROM read_csv('{delivery}/Job_Events*.csv', all_varchar = true, header = true, delim = ',', quote = '"', escape = '"');
COPY (SELECT * EXCLUDE (line) FROM rows_in SEMI JOIN (SELECT max(line) AS line FROM rows_in WHERE job_id IS NOT NULL AND created_date IS NOT NULL GROUP BY job_id) USING (line))
TO '{output}/jobs.parquet' (FORMAT parquet, COMPRESSION zstd);
COPY (SELECT * FROM rows_in WHERE job_id IS NULL OR created_date IS NULL) TO '{output}/quarantine_jobs.parquet' (FORMAT parquet, COMPRESSION zstd);
DROP TABLE rows_in;

CREATE TEMP TABLE rows_in AS
SELECT row_number() OVER () AS line, code("Estimate ID") AS estimate_id, code("Customer ID") AS customer_id, code("Location ID") AS location_id, code("Parent Job ID") AS parent_job_id,
    filled("Parent Job Type") AS parent_job_type, filled("Estimate Status") AS status, filled("Opportunity Status") AS opportunity_status, filled("Estimate Summary") AS summary,
    stamp("Creation Date") AS creation_date, stamp("Completion Date") AS completion_date, money("Estimates Subtotal") AS subtotal, phones("Customer Phone") AS phones
FROM read_csv('{delivery}/Estimate_Events*.csv', all_varchar = true, header = true, delim = ';', quote = '"', escape = '"');
COPY (SELECT * EXCLUDE (line) FROM rows_in SEMI JOIN (SELECT max(line) AS line FROM rows_in WHERE estimate_id IS NOT NULL AND creation_date IS NOT NULL GROUP BY estimate_id) USING (line))
TO '{output}/estimates.parquet' (FORMAT parquet, COMPRESSION zstd);
COPY (SELECT * FROM rows_in WHERE estimate_id IS NULL OR creation_date IS NULL) TO '{output}/quarantine_estimates.parquet' (FORMAT parquet, COMPRESSION zstd);
DROP TABLE rows_in;

CREATE TEMP TABLE rows_in AS
SELECT row_number() OVER () AS line, code("Invoice ID") AS invoice_id, code("Customer ID") AS customer_id, code("Job ID") AS job_id, day_first("Invoice Date") AS invoice_date, money("Total") AS total
FROM read_csv('{delivery}/Invoice_Events*.csv', all_varchar = true, header = true, delim = ',', quote = '"', escape = '"')
WHERE lower("Invoice ID") NOT IN ('total', 'totals', 'grand total') OR "Invoice ID" IS NULL;
COPY (SELECT * EXCLUDE (line) FROM rows_in SEMI JOIN (SELECT max(line) AS line FROM rows_in WHERE invoice_id IS NOT NULL AND total IS NOT NULL GROUP BY invoice_id) USING (line))
TO '{output}/invoices.parquet' (FORMAT parquet, COMPRESSION zstd);
COPY (SELECT * FROM rows_in WHERE invoice_id IS NULL OR total IS NULL) TO '{output}/quarantine_invoices.parquet' (FORMAT parquet, COMPRESSION zstd);
DROP TABLE rows_in;

CREATE TEMP TABLE rows_in AS
SELECT row_number() OVER () AS line, code("Call ID") AS call_id, code("Customer ID") AS customer_id, coalesce(stamp("Call Date"), serial("Call Date")) AS call_date,
    filled("Direction") AS direction, phone("Caller Phone Number") AS caller_phone, filled("Call Type") AS call_type
FROM read_csv('{delivery}/Call_Events*.csv', all_varchar = true, header = true, delim = ',', quote = '"', escape = '"');
COPY (SELECT * EXCLUDE (line) FROM rows_in SEMI JOIN (SELECT max(line) AS line FROM rows_in WHERE call_id IS NOT NULL AND call_date IS NOT NULL GROUP BY call_id) USING (line))
TO '{output}/calls.parquet' (FORMAT parquet, COMPRESSION zstd);
COPY (SELECT * FROM rows_in WHERE call_id IS NULL OR call_date IS NULL) TO '{output}/quarantine_calls.parquet' (FORMAT parquet, COMPRESSION zstd);
DROP TABLE rows_in;

CREATE TEMP TABLE rows_in AS
SELECT row_number() OVER () AS line, code("Membership ID") AS membership_id, code("Customer ID") AS customer_id, filled("Membership Name") AS name, filled("Status") AS status,
    coalesce(stamp("Start Date"), serial("Start Date")) AS start_date, coalesce(stamp("End Date"), serial("End Date")) AS end_date
FROM read_csv('{delivery}/Membership_Events*.csv', all_varchar = true, header = true, delim = ',', quote = '"', escape = '"');
COPY (SELECT * EXCLUDE (line) FROM rows_in SEMI JOIN (SELECT max(line) AS line FROM rows_in WHERE membership_id IS NOT NULL GROUP BY membership_id) USING (line))
TO '{output}/memberships.parquet' (FORMAT parquet, COMPRESSION zstd);
COPY (SELECT * FROM rows_in WHERE membership_id IS NULL) TO '{output}/quarantine_memberships.parquet' (FORMAT parquet, COMPRESSION zstd);
DROP TABLE rows_in;

CREATE TEMP TABLE rows_in AS
SELECT row_number() OVER () AS line, filled("Permit Num") AS permit_number, filled("Permit Type") AS permit_type, filled("Work Class") AS work_class, filled("Status Current") AS status,
    filled("Description") AS description, filled("Original Address 1") AS address, stamp("Applied Date") AS applied_date, stamp("Issued Date") AS issued_date,
    stamp("Completed Date") AS completed_date, filled("Contractor Company Name") AS contractor, money("Total Job Valuation") AS valuation
FROM read_csv('{delivery}/*permits*.csv', all_varchar = true, header = true, delim = ',', quote = '"', escape = '"');
COPY (SELECT * EXCLUDE (line) FROM rows_in SEMI JOIN (SELECT max(line) AS line FROM rows_in WHERE permit_number IS NOT NULL GROUP BY permit_number) USING (line))
TO '{output}/permits.parquet' (FORMAT parquet, COMPRESSION zstd);
COPY (SELECT * FROM rows_in WHERE permit_number IS NULL) TO '{output}/quarantine_permits.parquet' (FORMAT parquet, COMPRESSION zstd);
DROP TABLE rows_in;

CREATE TEMP TABLE rows_in AS
SELECT row_number() OVER () AS line, code("SMS ID") AS sms_id, phone("Case: Secondary Contact Phone") AS phone, stamp("Created Date/Time") AS sent_at, filled("Direction") AS direction, filled("SMSText") AS text
FROM read_csv('{delivery}/sms_export*.csv', all_varchar = true, header = true, delim = ',', quote = '"', escape = '"');
COPY (SELECT * EXCLUDE (line) FROM rows_in SEMI JOIN (SELECT max(line) AS line FROM rows_in WHERE sms_id IS NOT NULL AND sent_at IS NOT NULL GROUP BY sms_id) USING (line))
TO '{output}/sms.parquet' (FORMAT parquet, COMPRESSION zstd);
COPY (SELECT * FROM rows_in WHERE sms_id IS NULL OR sent_at IS NULL) TO '{output}/quarantine_sms.parquet' (FORMAT parquet, COMPRESSION zstd);
DROP TABLE rows_in;

-- stage: profiles
CREATE VIEW customers AS FROM '{output}/customers.parquet';
CREATE VIEW locations AS FROM '{output}/locations.parquet';
CREATE VIEW jobs AS FROM '{output}/jobs.parquet';
CREATE VIEW estimates AS FROM '{output}/estimates.parquet';
CREATE VIEW invoices AS FROM '{output}/invoices.parquet';
CREATE VIEW calls AS FROM '{output}/calls.parquet';
CREATE VIEW memberships AS FROM '{output}/memberships.parquet';
CREATE VIEW permits AS FROM '{output}/permits.parquet';
CREATE VIEW sms AS FROM '{output}/sms.parquet';

CREATE TEMP TABLE customer_addresses AS
SELECT DISTINCT customer_id, street(address) AS street, unit(address) AS unit
FROM (SELECT customer_id, coalesce(full_address, street) AS address FROM customers UNION ALL SELECT customer_id, address FROM locations)
WHERE customer_id IS NOT NULL AND address IS NOT NULL;
CREATE TEMP TABLE good_permits AS
SELECT permit_number, permit_type, coalesce(applied_date, issued_date) AS dated, contractor, contractor ILIKE '%barton creek heating%' AS own,
    lower(concat_ws(' ', work_class, description)) AS work, status IS NULL OR lower(status) NOT IN ('void', 'withdrawn', 'aborted', 'expired') AS valid,
    street(address) AS street, unit(address) AS unit
FROM permits WHERE address IS NOT NULL;
CREATE TEMP TABLE competitor_permits AS
SELECT DISTINCT a.customer_id, p.permit_number, p.dated, p.contractor
FROM good_permits p JOIN customer_addresses a ON p.street = a.street AND (p.unit IS NULL OR a.unit IS NULL OR p.unit = a.unit)
WHERE p.permit_type = 'MP' AND p.valid AND p.contractor IS NOT NULL AND NOT p.own AND p.dated <= TIMESTAMP '{as_of}';

COPY (
    WITH job_facts AS (
        SELECT customer_id, count(*) AS jobs, min(created_date) AS first_job, max(created_date) AS last_job,
            count(*) FILTER (done) AS frequency, max(completion_date) FILTER (done) AS last_completion, sum(total) FILTER (done AND total > 0) AS job_value,
            bool_or(lower(coalesce(status, '')) NOT IN ('canceled', 'cancelled') AND (
                abs(date_diff('day', created_date, TIMESTAMP '{as_of}')) <= 25 OR abs(date_diff('day', scheduled_date, TIMESTAMP '{as_of}')) <= 25)) AS busy
        FROM (SELECT *, lower(status) IN ('completed', 'complete', 'finished', 'done', 'closed') AS done FROM jobs) GROUP BY customer_id),
    invoice_facts AS (SELECT customer_id, count(*) AS invoices, sum(total) FILTER (total > 0) AS invoice_value FROM invoices GROUP BY customer_id),
    address_facts AS (SELECT customer_id, list(DISTINCT street) AS streets, list(DISTINCT street || ' # ' || unit) AS units FROM customer_addresses GROUP BY customer_id),
    facts AS (
        SELECT customer_id, coalesce(jobs, 0) AS jobs, coalesce(invoices, 0) AS invoices, coalesce(e.estimates, 0) AS estimates, coalesce(k.calls, 0) AS calls,
            coalesce(m.memberships, 0) AS memberships, coalesce(l.locations, 0) AS locations, coalesce(cp.permits, 0) AS competitor_permits, first_job, last_job, streets, units,
            list_filter(list_transform(range(1, len(streets)), lambda i: [streets[i], streets[i + 1]]),
                lambda pair: 1 - levenshtein(pair[1], pair[2]) / greatest(length(pair[1]), length(pair[2])) >= 0.9) AS similar_addresses,
            coalesce(frequency, 0) AS frequency, coalesce(job_value, invoice_value, 0) AS monetary, date_diff('day', last_completion, TIMESTAMP '{as_of}') AS recency_days,
            coalesce(frequency, 0) > 0 OR coalesce(invoices, 0) > 0 AS scored, coalesce(busy, false) AS busy,
            NOT (coalesce(busy, false) OR coalesce(do_not_service, false) OR coalesce(do_not_call, false) OR coalesce(do_not_mail, false)) AS marketable
        FROM customers c
            LEFT JOIN job_facts USING (customer_id)
            LEFT JOIN invoice_facts USING (customer_id)
            LEFT JOIN (SELECT customer_id, count(*) AS estimates FROM estimates GROUP BY customer_id) e USING (customer_id)
            LEFT JOIN (SELECT customer_id, count(*) AS calls FROM calls GROUP BY customer_id) k USING (customer_id)
            LEFT JOIN (SELECT customer_id, count(*) AS memberships FROM memberships GROUP BY customer_id) m USING (customer_id)
            LEFT JOIN (SELECT customer_id, count(*) AS locations FROM locations GROUP BY customer_id) l USING (customer_id)
            LEFT JOIN (SELECT customer_id, count(*) AS permits FROM competitor_permits GROUP BY customer_id) cp USING (customer_id)
            LEFT JOIN address_facts USING (customer_id)),
    scores AS (
        SELECT *, CASE WHEN recency_days <= 90 THEN 5 WHEN recency_days <= 180 THEN 4 WHEN recency_days <= 365 THEN 3 WHEN recency_days <= 730 THEN 2 ELSE 1 END AS r_score,
            CASE WHEN frequency >= 10 THEN 5 WHEN frequency >= 5 THEN 4 WHEN frequency >= 3 THEN 3 WHEN frequency >= 2 THEN 2 ELSE 1 END AS f_score,
            CASE WHEN monetary >= 10000 THEN 5 WHEN monetary >= 3750 THEN 4 WHEN monetary >= 1500 THEN 3 WHEN monetary >= 750 THEN 2 ELSE 1 END AS m_score
        FROM facts)
    SELECT left(sha256('{company}|' || customer_id), 16) AS profile_id, *, r_score + f_score + m_score AS rfm_total,
        CASE WHEN NOT scored THEN 'Not scored' WHEN rfm_total >= 13 THEN 'T1 - Premium' WHEN rfm_total >= 10 THEN 'T2 - Steady'
            WHEN rfm_total >= 7 THEN 'T3 - Emerging' WHEN rfm_total >= 4 THEN 'T4 - Occasional' ELSE 'T5 - Lost' END AS tier
    FROM scores ORDER BY customer_id
) TO '{output}/profiles.parquet' (FORMAT parquet, COMPRESSION zstd);

-- stage: events
CREATE TEMP TABLE only_locations AS SELECT customer_id, min(location_id) AS location_id FROM locations WHERE customer_id IS NOT NULL GROUP BY customer_id HAVING count(*) = 1;
CREATE TEMP TABLE placed_jobs AS
SELECT j.job_id, j.customer_id, coalesce(j.location_id, o.location_id) AS location_id, coalesce(j.location_id, o.location_id, 'customer ' || j.customer_id) AS place,
    lower(j.status) AS status, j.job_type, j.summary, j.created_date, j.scheduled_date, j.completion_date, j.phones
FROM jobs j LEFT JOIN only_locations o ON j.customer_id = o.customer_id;
CREATE TEMP TABLE heard AS
SELECT phone, max(call_date) AS called, max(sent_at) AS texted
FROM (SELECT caller_phone AS phone, call_date, NULL::TIMESTAMP AS sent_at FROM calls WHERE lower(direction) = 'inbound'
    UNION ALL SELECT phone, NULL, sent_at FROM sms WHERE lower(direction) = 'inbound')
WHERE phone IS NOT NULL GROUP BY phone;

COPY (
    SELECT event_id('overdue_maintenance', entity_type, entity_id) AS event_id, 'overdue_maintenance' AS event_type, *,
        CASE WHEN months_overdue >= 24 THEN 'critical' WHEN months_overdue >= 18 THEN 'high' WHEN months_overdue >= 15 THEN 'medium' ELSE 'low' END AS severity
    FROM (
        SELECT CASE WHEN latest.location_id IS NULL THEN 'customer' ELSE 'location' END AS entity_type, coalesce(latest.location_id, latest.customer_id) AS entity_id,
            latest.*, months(latest.completion_date, TIMESTAMP '{as_of}') AS months_overdue
        FROM (
            SELECT max_by({'customer_id': customer_id, 'location_id': location_id, 'job_id': job_id, 'job_type': job_type, 'completion_date': completion_date}, (completion_date, job_id)) AS latest
            FROM placed_jobs
            WHERE status = 'completed' AND completion_date IS NOT NULL AND place IS NOT NULL
                AND (lower(job_type) IN ('psa heat inspection - 1 system', '$79 ac tune up', '1 time heat') OR regexp_matches(lower(job_type), 'maintenance|tune|inspection'))
                AND NOT regexp_matches(lower(coalesce(summary, '')), '\b(test|testing)\b')
            GROUP BY place))
    WHERE months_overdue BETWEEN 12 AND 36 ORDER BY entity_id
) TO '{output}/events_overdue_maintenance.parquet' (FORMAT parquet, COMPRESSION zstd);

COPY (
    WITH canceled AS (
        SELECT *, coalesce(completion_date, scheduled_date, created_date) AS canceled_at FROM placed_jobs
        WHERE status IN ('canceled', 'cancelled') AND NOT regexp_matches(lower(coalesce(summary, '')), '\btest\b')
            AND coalesce(completion_date, scheduled_date, created_date) BETWEEN TIMESTAMP '{as_of}' - INTERVAL 12 MONTH AND TIMESTAMP '{as_of}'
        QUALIFY row_number() OVER (PARTITION BY customer_id, place ORDER BY canceled_at DESC, job_id DESC) = 1),
    worked AS (
        SELECT place, max(worked_at) AS latest FROM (
            SELECT unnest([location_id, 'customer ' || customer_id]) AS place, greatest(created_date, scheduled_date, completion_date) AS worked_at FROM placed_jobs
            WHERE status IS NULL OR status NOT IN ('canceled', 'cancelled'))
        GROUP BY place),
    answered AS (
        SELECT p.job_id, max(h.called) AS called, max(h.texted) AS texted
        FROM (SELECT job_id, unnest(list_distinct(list_concat(coalesce(x.phones, []), coalesce(c.phones, [])))) AS phone FROM canceled x LEFT JOIN customers c USING (customer_id)) p
            JOIN heard h USING (phone) GROUP BY p.job_id)
    SELECT event_id('canceled_jobs', 'job', job_id) AS event_id, 'canceled_jobs' AS event_type, 'job' AS entity_type, job_id AS entity_id, customer_id, location_id, canceled_at,
        date_diff('day', canceled_at, TIMESTAMP '{as_of}') AS days_old, job_type, CASE WHEN days_old <= 7 THEN 'high' WHEN days_old <= 30 THEN 'medium' ELSE 'low' END AS severity
    FROM canceled LEFT JOIN worked USING (place) LEFT JOIN answered USING (job_id)
    WHERE NOT coalesce(latest > canceled_at, false) AND NOT coalesce(called > canceled_at, false) AND NOT coalesce(texted > canceled_at, false) ORDER BY entity_id
) TO '{output}/events_canceled_jobs.parquet' (FORMAT parquet, COMPRESSION zstd);

COPY (
    WITH placed AS (
        SELECT e.*, coalesce(e.location_id, o.location_id) AS at_location, coalesce(e.location_id, o.location_id, 'customer ' || e.customer_id) AS place
        FROM estimates e LEFT JOIN only_locations o ON e.customer_id = o.customer_id),
    open AS (
        SELECT * FROM placed
        WHERE lower(status) IN ('open', 'dismissed') AND lower(coalesce(opportunity_status, '')) <> 'won' AND customer_id IS NOT NULL AND customer_id <> '0'
            AND creation_date BETWEEN TIMESTAMP '{as_of}' - INTERVAL 24 MONTH AND TIMESTAMP '{as_of}'
            AND NOT regexp_matches(lower(coalesce(summary, '')), 'test estimate|this is an empty')),
    sold AS (
        SELECT place, max(completion_date) AS latest FROM (SELECT unnest([at_location, 'customer ' || customer_id]) AS place, completion_date FROM placed) GROUP BY place),
    busy AS (
        SELECT DISTINCT o.estimate_id FROM open o JOIN placed_jobs j ON o.customer_id = j.customer_id AND j.job_id IS DISTINCT FROM o.parent_job_id
            AND (abs(date_diff('day', j.created_date, o.creation_date)) <= 7 OR abs(date_diff('day', j.scheduled_date, o.creation_date)) <= 7)),
    answered AS (
        SELECT p.estimate_id, greatest(max(h.called), max(h.texted)) AS latest
        FROM (SELECT estimate_id, unnest(list_distinct(list_concat(coalesce(x.phones, []), coalesce(c.phones, [])))) AS phone FROM open x LEFT JOIN customers c USING (customer_id)) p
            JOIN heard h USING (phone) GROUP BY p.estimate_id)
    SELECT event_id('unsold_estimates', 'estimate', estimate_id) AS event_id, 'unsold_estimates' AS event_type, 'estimate' AS entity_type, estimate_id AS entity_id, customer_id,
        at_location AS location_id, creation_date, subtotal, status, CASE WHEN subtotal >= 10000 THEN 'critical' WHEN subtotal >= 5000 THEN 'high' WHEN subtotal >= 1000 THEN 'medium' ELSE 'low' END AS severity
    FROM open o LEFT JOIN sold s USING (place) LEFT JOIN answered a USING (estimate_id)
    WHERE NOT coalesce(s.latest > creation_date, false) AND NOT coalesce(a.latest > creation_date, false) AND estimate_id NOT IN (SELECT estimate_id FROM busy)
    QUALIFY row_number() OVER (PARTITION BY customer_id, place ORDER BY creation_date DESC, estimate_id DESC) = 1 ORDER BY entity_id
) TO '{output}/events_unsold_estimates.parquet' (FORMAT parquet, COMPRESSION zstd);

COPY (
    WITH installed AS (
        SELECT location_id, max(completion_date) AS installed, max_by(job_id, (completion_date, job_id)) AS job_id FROM placed_jobs
        WHERE status IN ('completed', 'complete', 'finished', 'done', 'closed') AND completion_date IS NOT NULL AND location_id IS NOT NULL AND regexp_matches(lower(job_type), 'install|replacement')
        GROUP BY location_id),
    replaced AS (
        SELECT l.location_id, max(p.dated) AS replaced, max_by(p.permit_number, (p.dated, p.permit_number)) AS permit_number
        FROM (SELECT location_id, street(address) AS street, unit(address) AS unit FROM locations WHERE address IS NOT NULL) l
            JOIN good_permits p ON p.street = l.street AND (p.unit IS NULL OR l.unit IS NULL OR p.unit = l.unit)
        WHERE p.permit_type = 'MP' AND p.valid AND p.dated <= TIMESTAMP '{as_of}' AND (regexp_matches(p.work, 'change out|changeout') OR (regexp_matches(p.work, 'replace|install')
            AND regexp_matches(p.work, '(^|[^a-z0-9])(hvac|a/c|ac|air conditioner|air conditioning|furnace|heat pump|heater|condenser|coil|air handler|ahu|split|mini-split|package unit)($|[^a-z0-9])')))
        GROUP BY l.location_id),
    aged AS (
        SELECT l.location_id, l.customer_id, coalesce(months(i.installed, TIMESTAMP '{as_of}') // 12, months(r.replaced, TIMESTAMP '{as_of}') // 12, l.current_system_age) AS system_age,
            CASE WHEN i.installed IS NOT NULL THEN 'job' WHEN r.replaced IS NOT NULL THEN 'permit' ELSE 'current_system_age' END AS age_source,
            CASE WHEN i.installed IS NOT NULL THEN i.job_id ELSE r.permit_number END AS evidence_id
        FROM locations l LEFT JOIN installed i USING (location_id) LEFT JOIN replaced r USING (location_id))
    SELECT event_id('aging_systems', 'location', location_id) AS event_id, 'aging_systems' AS event_type, 'location' AS entity_type, location_id AS entity_id, *,
        CASE WHEN system_age >= 25 THEN 'critical' WHEN system_age >= 20 THEN 'high' WHEN system_age >= 15 THEN 'medium' ELSE 'low' END AS severity
    FROM aged WHERE system_age >= 10 ORDER BY entity_id
) TO '{output}/events_aging_systems.parquet' (FORMAT parquet, COMPRESSION zstd);

COPY (
    WITH contacts AS (
        SELECT customer_id, min(moment) AS first_contact, max(moment) AS last_contact FROM (
            SELECT customer_id, call_date AS moment FROM calls
            UNION ALL SELECT c.customer_id, k.moment FROM (SELECT customer_id, unnest(phones) AS phone FROM customers) c
                JOIN (SELECT caller_phone AS phone, unnest([min(call_date), max(call_date)]) AS moment FROM calls WHERE call_date <= TIMESTAMP '{as_of}' GROUP BY caller_phone) k USING (phone)
            UNION ALL SELECT customer_id, created_date FROM placed_jobs
            UNION ALL SELECT customer_id, completion_date FROM placed_jobs
            UNION ALL SELECT a.customer_id, p.dated FROM good_permits p JOIN customer_addresses a ON p.street = a.street AND (p.unit IS NULL OR a.unit IS NULL OR p.unit = a.unit) WHERE p.own)
        WHERE customer_id IS NOT NULL AND moment <= TIMESTAMP '{as_of}' GROUP BY customer_id),
    lost AS (
        SELECT c.customer_id, first_contact, last_contact, count(*) FILTER (p.dated > last_contact) AS competitor_permits, bool_or(p.dated > first_contact AND p.dated < last_contact) AS shopper,
            min_by(p.contractor, (p.dated, p.permit_number)) FILTER (p.dated > last_contact) AS competitor_used, months(last_contact, TIMESTAMP '{as_of}') AS months_since_last_contact
        FROM contacts c JOIN competitor_permits p USING (customer_id) GROUP BY ALL)
    SELECT event_id('lost_customers', 'customer', customer_id) AS event_id, 'lost_customers' AS event_type, 'customer' AS entity_type, customer_id AS entity_id, * EXCLUDE (customer_id),
        CASE WHEN months_since_last_contact >= 24 THEN 'critical' WHEN months_since_last_contact >= 12 THEN 'high' ELSE 'medium' END AS severity
    FROM lost WHERE competitor_permits > 0 AND customer_id IN (SELECT customer_id FROM customers) ORDER BY entity_id
) TO '{output}/events_lost_customers.parquet' (FORMAT parquet, COMPRESSION zstd);
