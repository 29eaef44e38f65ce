-- Which process of which machine a worker is, so that others there can see that it is dead before its lease runs out. Null where that cannot be seen.
ALTER TABLE durable.workers ADD COLUMN place text, ADD COLUMN process text;
CREATE INDEX workers_place ON durable.workers (place);
