-- Whose turn work counts as: a tenant by its tag, else the root instance. Null in instances: the instance's own id.
ALTER TABLE durable.instances ADD COLUMN fairness_key text COLLATE "C";
ALTER TABLE durable.sessions ADD COLUMN fairness_key text COLLATE "C" NOT NULL DEFAULT '';
ALTER TABLE durable.activities ADD COLUMN fairness_key text COLLATE "C" NOT NULL DEFAULT '';
UPDATE durable.sessions SET fairness_key = instance_id;
UPDATE durable.activities SET fairness_key = instance_id;

-- Keys take turns: the next key is one look into the index, however much is queued for the one before.
DROP INDEX durable.activities_queue;
CREATE INDEX activities_turns ON durable.activities (hub_id, fairness_key, queue_id) WHERE owner IS NULL;
DROP INDEX durable.sessions_ready;
CREATE INDEX sessions_turns ON durable.sessions (hub_id, fairness_key, ready_at) WHERE owner IS NULL AND ready_at IS NOT NULL;
CREATE INDEX sessions_rung ON durable.sessions (owner, ready_at) WHERE owner IS NOT NULL AND ready_at IS NOT NULL;
