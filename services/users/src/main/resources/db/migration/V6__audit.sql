-- The audit log of all services. A row's hash covers the row before it and the entry as RFC 8785 writes it; the other columns are
-- made of the entry by the database, so that they cannot say anything else.
CREATE TABLE audit_entry (
    seq           bigint PRIMARY KEY CHECK (seq > 0),
    body          text   NOT NULL,
    previous_hash bytea  NOT NULL CHECK (length(previous_hash) = 32),
    hash          bytea  NOT NULL UNIQUE CHECK (length(hash) = 32),
    entry_id      uuid   NOT NULL UNIQUE GENERATED ALWAYS AS ((body::jsonb ->> 'id')::uuid) STORED,
    occurred_at   text   COLLATE "C" NOT NULL GENERATED ALWAYS AS (body::jsonb ->> 'time') STORED,
    actor         text   NOT NULL GENERATED ALWAYS AS (body::jsonb ->> 'actor') STORED,
    action        text   NOT NULL GENERATED ALWAYS AS (body::jsonb ->> 'action') STORED,
    object_id     text   GENERATED ALWAYS AS (body::jsonb -> 'object' ->> 'id') STORED
);

CREATE INDEX audit_entry_by_actor ON audit_entry (actor, seq);
CREATE INDEX audit_entry_by_action ON audit_entry (action, seq);
CREATE INDEX audit_entry_by_object ON audit_entry (object_id, seq);
CREATE INDEX audit_entry_by_time ON audit_entry (occurred_at);

-- The revoked privileges stop the service; this stops every other role as well, the table's owner included.
CREATE FUNCTION audit_entry_is_append_only() RETURNS trigger LANGUAGE plpgsql
AS $$
BEGIN
    RAISE EXCEPTION 'the audit log is append-only' USING ERRCODE = 'insufficient_privilege';
END
$$;

CREATE TRIGGER audit_entry_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_entry
    FOR EACH STATEMENT EXECUTE FUNCTION audit_entry_is_append_only();

REVOKE UPDATE, DELETE, TRUNCATE ON audit_entry FROM ${appRole};

-- Where it was done from: personal data, kept apart from the entry so that it can go while the entry stays. The entry has
-- a digest of salt and address.
CREATE TABLE audit_address (
    entry_id uuid        PRIMARY KEY,
    address  text        NOT NULL,
    salt     text        NOT NULL,
    kept_at  timestamptz NOT NULL DEFAULT now()
);

CREATE INDEX audit_address_kept_at ON audit_address (kept_at);

CREATE VIEW audit_chain AS
    SELECT seq, body, encode(previous_hash, 'hex') AS previous_hash, encode(hash, 'hex') AS hash FROM audit_entry;

GRANT SELECT ON audit_chain TO ${auditRole};
