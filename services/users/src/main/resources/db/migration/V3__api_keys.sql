-- API keys. Only the SHA-256 of a key is kept: with 256 random bits in it there is nothing to guess, so a fast hash is enough.

CREATE TABLE api_key (
    id                  uuid        PRIMARY KEY,
    owner_id            uuid        NOT NULL REFERENCES user_account (id) ON DELETE CASCADE,
    name                varchar(50) NOT NULL CHECK (length(name) BETWEEN 1 AND 50),
    secret_hash         bytea       NOT NULL CHECK (octet_length(secret_hash) = 32),
    last_four           char(4)     NOT NULL,
    -- The key before the last rotation, as long as it may still be used.
    previous_hash       bytea       CHECK (octet_length(previous_hash) = 32),
    previous_until      timestamptz,
    permissions         text[]      NOT NULL CHECK (cardinality(permissions) > 0),
    requests_per_minute integer     NOT NULL CHECK (requests_per_minute BETWEEN 1 AND 100000),
    expires_at          timestamptz NOT NULL,
    revoked_at          timestamptz,
    last_used_at        timestamptz,
    created_at          timestamptz NOT NULL,
    version             bigint      NOT NULL,
    CONSTRAINT api_key_secret_unique UNIQUE (secret_hash),
    CONSTRAINT api_key_previous_whole CHECK ((previous_hash IS NULL) = (previous_until IS NULL))
);

CREATE UNIQUE INDEX api_key_previous_unique ON api_key (previous_hash) WHERE previous_hash IS NOT NULL;
-- Keyset lists of one owner, newest first.
CREATE INDEX api_key_of_owner ON api_key (owner_id, id);
