-- Counts for people: how long the list is, and what this run changed on it.
SELECT NULL AS section, 'rows' AS name, count(*) AS rows FROM list_rows
UNION ALL
SELECT NULL, 'added', count(*) FROM list_changes WHERE change = 'added'
UNION ALL
SELECT NULL, 'updated', count(*) FROM list_changes WHERE change = 'updated'
UNION ALL
SELECT NULL, 'removed', count(*) FROM list_changes WHERE change = 'removed'
UNION ALL
SELECT 'gone', reason, count(*) FROM list_changes WHERE change = 'removed' GROUP BY reason
ORDER BY section NULLS FIRST, name;
