-- Task hubs: instances of different hubs do not see each other.
CREATE TABLE durable.hubs (
    hub_id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    name text NOT NULL UNIQUE
);

-- Processes at work. A row is one incarnation: a process whose lease ran out comes back as a new one, so its number fences.
CREATE TABLE durable.workers (
    worker_id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    hub_id integer NOT NULL,
    started_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    lease_until timestamptz NOT NULL
);

-- Every instance, alive or finished. Wide; written at the start, at the end and when a status changes.
CREATE TABLE durable.instances (
    hub_id integer NOT NULL,
    instance_id text COLLATE "C" NOT NULL,
    execution_id uuid NOT NULL,
    name text NOT NULL,
    version text NOT NULL DEFAULT '',
    status smallint NOT NULL,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    completed_at timestamptz,
    start_at timestamptz,
    parent_instance_id text COLLATE "C",
    parent_execution_id uuid,
    parent_task_id integer,
    parent_name text,
    input text,
    output text,
    custom_status text,
    failure text,
    tags text,
    carried text,
    PRIMARY KEY (hub_id, instance_id)
);

CREATE INDEX instances_created ON durable.instances (hub_id, created_at, instance_id);
CREATE INDEX instances_completed ON durable.instances (hub_id, completed_at, instance_id) WHERE completed_at IS NOT NULL;
CREATE INDEX instances_parent ON durable.instances (hub_id, parent_instance_id) WHERE parent_instance_id IS NOT NULL;

-- Instances that are alive: who holds one (fenced by epoch), and since when something waits for it. Narrow; written at every step.
CREATE TABLE durable.sessions (
    hub_id integer NOT NULL,
    instance_id text COLLATE "C" NOT NULL,
    execution_id uuid NOT NULL,
    owner bigint,
    epoch bigint NOT NULL DEFAULT 0,
    ready_at timestamptz,
    updated_at timestamptz NOT NULL,
    PRIMARY KEY (hub_id, instance_id)
) WITH (fillfactor = 60, autovacuum_vacuum_scale_factor = 0.02);

CREATE INDEX sessions_ready ON durable.sessions (hub_id, owner, ready_at) WHERE ready_at IS NOT NULL;
CREATE INDEX sessions_owner ON durable.sessions (owner) WHERE owner IS NOT NULL;

-- What happened, one row a step, only ever appended to.
CREATE TABLE durable.history (
    execution_id uuid NOT NULL,
    step integer NOT NULL,
    taken_at timestamptz NOT NULL,
    events text NOT NULL,
    PRIMARY KEY (execution_id, step)
);

-- What has arrived for an instance and no step has taken up. Results name the generation they belong to; events do not.
CREATE TABLE durable.messages (
    message_id bigint GENERATED ALWAYS AS IDENTITY,
    hub_id integer NOT NULL,
    instance_id text COLLATE "C" NOT NULL,
    execution_id uuid,
    body text NOT NULL,
    PRIMARY KEY (hub_id, instance_id, message_id)
) WITH (autovacuum_vacuum_scale_factor = 0.02);

-- Activities to run, and those that run (owner). A row goes when its result is stored.
CREATE TABLE durable.activities (
    execution_id uuid NOT NULL,
    task_id integer NOT NULL,
    queue_id bigint GENERATED ALWAYS AS IDENTITY,
    hub_id integer NOT NULL,
    instance_id text COLLATE "C" NOT NULL,
    name text NOT NULL,
    version text NOT NULL DEFAULT '',
    input text,
    owner bigint,
    PRIMARY KEY (execution_id, task_id)
) WITH (autovacuum_vacuum_scale_factor = 0.02);

CREATE INDEX activities_queue ON durable.activities (hub_id, queue_id) WHERE owner IS NULL;
CREATE INDEX activities_owner ON durable.activities (owner) WHERE owner IS NOT NULL;

-- Times to wake an instance. Task -1 is the start of an instance that was scheduled for later.
CREATE TABLE durable.timers (
    execution_id uuid NOT NULL,
    task_id integer NOT NULL,
    hub_id integer NOT NULL,
    instance_id text COLLATE "C" NOT NULL,
    fire_at timestamptz NOT NULL,
    PRIMARY KEY (execution_id, task_id)
) WITH (autovacuum_vacuum_scale_factor = 0.02);

CREATE INDEX timers_due ON durable.timers (hub_id, fire_at);
