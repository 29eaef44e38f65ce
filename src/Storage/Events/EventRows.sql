-- What became of the rows that were judged and of the events known before: no event came of a row, or the event that came of it was known.
SELECT NULL AS section, 'no_event' AS name, count(*) AS rows FROM {{judged}} AS judged ANTI JOIN found ON judged.{{key}} = found.{{subject}}
UNION ALL
SELECT NULL, 'known_before', count(*) FROM previous SEMI JOIN found USING (entity_type, entity_id);
