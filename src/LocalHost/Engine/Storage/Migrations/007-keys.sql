-- The keys of the HTTP functions of a task hub. A key is shown once, when it is made; here is only its SHA-256.
CREATE TABLE durable.keys (
    hub_id integer NOT NULL,
    scope text NOT NULL CHECK (scope IN ('master', 'host', 'system', 'function')),
    function_name text NOT NULL CHECK ((scope = 'function') = (function_name <> '')),
    name text NOT NULL,
    hash bytea NOT NULL CHECK (octet_length(hash) = 32),
    changed_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    PRIMARY KEY (hub_id, scope, function_name, name)
);

-- What the links to one instance are signed with. A new secret makes all links handed out before void.
CREATE TABLE durable.link_secrets (
    hub_id integer PRIMARY KEY,
    secret bytea NOT NULL CHECK (octet_length(secret) = 32),
    changed_at timestamptz NOT NULL DEFAULT clock_timestamp()
);
