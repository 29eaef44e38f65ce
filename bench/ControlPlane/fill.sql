-- A control plane of two years: {runs} runs and {events} events, half of both the bench company's. Triggers and foreign keys are off: the rows are made to fit.
SET session_replication_role = replica;
SELECT control.add_month('pipeline_runs', month::date) FROM generate_series(timestamptz '2024-11-01', timestamptz '2026-10-01', interval '1 month') AS month;
CREATE TEMPORARY TABLE made_runs AS
SELECT n, CASE WHEN n % 2 = 0 THEN '{company}' ELSE 'company-' || n % 19 END AS company, CASE n % 10 WHEN 7 THEN 'other' ELSE 'field-service' END AS pipeline,
       CASE WHEN n % 997 = 0 THEN 'canceled' WHEN n % 50 = 1 THEN 'failed' ELSE 'success' END AS status,
       timestamptz '2024-11-01' + n * (interval '725 days' / {runs}) AS started_at
FROM generate_series(1, {runs}) AS n;
ALTER TABLE made_runs ADD COLUMN run_id text, ADD COLUMN id uuid;
UPDATE made_runs SET run_id = company || ':' || pipeline || ':' || to_char(started_at, 'YYYYMMDD"T"HH24MISS"Z"') || ':' || n, id = control.time_id(started_at, md5(n::text)::uuid);
INSERT INTO control.run_details (run_id, id, name_prefix, attempt, status, companies, stages, as_of, requested_by, heartbeat_at, instance_started_at)
SELECT run_id, id, company || ':' || pipeline || ':' || n, 1, status, ARRAY[company], ARRAY['ingest', 'prepare', 'upsert'], started_at, 'bench', started_at, started_at FROM made_runs;
INSERT INTO control.pipeline_runs (id, run_id, company, pipeline_name, stage, status, input_manifest_json, output_manifest_json, error_json, started_at, finished_at)
SELECT id, run_id, company, pipeline, 'upsert', CASE status WHEN 'success' THEN 'success' ELSE 'failed' END, '{"companies": ["acme"], "stages": ["ingest", "prepare", "upsert"]}', '{"stages": [], "output_datasets": []}',
       CASE status WHEN 'success' THEN NULL WHEN 'failed' THEN '{"code": "no_luck", "cause": "It failed.", "next_step": "Try again."}'::jsonb ELSE '{"code": "run_canceled", "cause": "It was canceled.", "next_step": "Start again."}'::jsonb END,
       started_at, started_at + interval '5 minutes' FROM made_runs;
INSERT INTO control.run_companies (run_id, company, pipeline_name, status, started_at, finished_at, run_status)
SELECT run_id, company, pipeline, status, started_at, started_at + interval '5 minutes', status FROM made_runs;
INSERT INTO control.events_index (id, event_id, company, event_type, entity_type, entity_id, severity, status, first_seen_at, last_seen_at, source_file, details_json)
SELECT control.time_id(at, md5('id' || n)::uuid), left(md5(n::text), 16), company, type, 'job', 'job-' || n % 100000, severity, status, at, at + interval '1 day', 'acme/gold/dataset=events/part-0.parquet',
       jsonb_build_object('days_old', n % 400, 'amount', n % 9000)
FROM (
    SELECT n, CASE WHEN n % 2 = 0 THEN '{company}' ELSE 'company-' || n % 19 END AS company,
           (ARRAY['overdue_maintenance', 'canceled_jobs', 'unsold_estimates', 'aging_systems', 'lost_customers'])[1 + n / 2 % 5] AS type,
           CASE WHEN n % 1009 = 0 THEN 'critical' ELSE (ARRAY['low', 'medium', 'high'])[1 + n % 3] END AS severity,
           CASE WHEN n % 2003 = 0 THEN 'archived' WHEN n % 10 < 3 THEN 'active' ELSE 'resolved' END AS status,
           -- As runs find them: very many at one instant.
           timestamptz '2024-11-01 20:00Z' + (n * 725 / {events}) * interval '1 day' AS at
    FROM generate_series(1::bigint, {events}) AS n) made;
RESET session_replication_role;
VACUUM ANALYZE control.pipeline_runs, control.run_details, control.run_companies, control.events_index;
