-- Texts that are too long for a row of another table, which then holds chr(1) and the id. They belong to an instance and go with it.
CREATE TABLE durable.payloads (
    hub_id integer NOT NULL,
    instance_id text COLLATE "C" NOT NULL,
    payload_id uuid NOT NULL,
    data text NOT NULL,
    PRIMARY KEY (hub_id, instance_id, payload_id)
);

-- Which payload a message or an activity waits with: a start over keeps those.
ALTER TABLE durable.messages ADD COLUMN payload_id uuid;
ALTER TABLE durable.activities ADD COLUMN payload_id uuid;
CREATE INDEX messages_payload ON durable.messages (payload_id) WHERE payload_id IS NOT NULL;
CREATE INDEX activities_payload ON durable.activities (payload_id) WHERE payload_id IS NOT NULL;
