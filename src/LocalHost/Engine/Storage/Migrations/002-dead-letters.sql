-- How often a process fell silent while it claimed the row. Work that no process survives is taken out and ends as a dead letter.
ALTER TABLE durable.activities ADD COLUMN lost_claims integer NOT NULL DEFAULT 0;
ALTER TABLE durable.sessions ADD COLUMN lost_claims integer NOT NULL DEFAULT 0;

-- Suspects are looked for apart from the rest; there are hardly ever any.
CREATE INDEX activities_suspect ON durable.activities (hub_id, queue_id) WHERE owner IS NULL AND lost_claims > 0;
CREATE INDEX sessions_suspect ON durable.sessions (hub_id, ready_at) WHERE owner IS NULL AND ready_at IS NOT NULL AND lost_claims > 0;

-- Work that was given up. A row goes when its instance is rewound, replaced or purged.
CREATE TABLE durable.dead_letters (
    dead_letter_id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    hub_id integer NOT NULL,
    kind text NOT NULL CHECK (kind IN ('activity', 'step')),
    instance_id text COLLATE "C" NOT NULL,
    execution_id uuid NOT NULL,
    task_id integer,
    name text NOT NULL,
    attempts integer NOT NULL,
    reason text NOT NULL,
    created_at timestamptz NOT NULL DEFAULT clock_timestamp()
);

CREATE INDEX dead_letters_hub ON durable.dead_letters (hub_id, dead_letter_id);
CREATE INDEX dead_letters_execution ON durable.dead_letters (execution_id);
