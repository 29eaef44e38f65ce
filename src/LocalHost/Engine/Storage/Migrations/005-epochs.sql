-- The numbers of claims never come again, also when an instance of the same id is started or rewound: who still remembers a claim of
-- its life before must not take it for the present one. Each life has room for 16 million claims.
CREATE SEQUENCE durable.session_lives CACHE 50;
ALTER TABLE durable.sessions ALTER COLUMN epoch SET DEFAULT (nextval('durable.session_lives') << 24);
