-- Counts for people: what is active, what this run changed, and why events went.
SELECT NULL AS section, 'active' AS name, count(*) AS events FROM events WHERE status = 'active'
UNION ALL
SELECT NULL, 'new', count(*) FROM events WHERE transition = 'new'
UNION ALL
SELECT NULL, 'reactivated', count(*) FROM events WHERE transition = 'reactivated'
UNION ALL
SELECT 'severity', severity, count(*) FROM events WHERE status = 'active' GROUP BY severity
UNION ALL
SELECT 'gone', status || ':' || reason, count(*) FROM events WHERE transition IN ('resolved', 'archived') GROUP BY ALL
ORDER BY section NULLS FIRST, name;
