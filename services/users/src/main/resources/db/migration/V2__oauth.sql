-- Programs with credentials of their own, sessions of people, and keys that take turns.

-- Partners. Services of our own are not here: their accounts are a table in the code, their secrets configuration.
CREATE TABLE oauth_client (
    client_id     varchar(64)  PRIMARY KEY,
    secret_hash   bytea        NOT NULL,
    name          varchar(100) NOT NULL,
    kind          varchar(10)  NOT NULL CHECK (kind IN ('PARTNER', 'SERVICE')),
    permissions   text[]       NOT NULL,
    owner_user_id uuid,
    status        varchar(10)  NOT NULL CHECK (status IN ('ACTIVE', 'REVOKED')),
    created_at    timestamptz  NOT NULL DEFAULT now(),
    secret_set_at timestamptz  NOT NULL DEFAULT now(),
    CONSTRAINT oauth_client_hash_is_sha256 CHECK (octet_length(secret_hash) = 32)
);

CREATE INDEX oauth_client_list ON oauth_client (created_at, client_id);

-- One login. Ids only, and kept a while after its end: user_id refers to nobody once the account is erased.
CREATE TABLE auth_session (
    id         uuid        PRIMARY KEY,
    user_id    uuid        NOT NULL,
    began_at   timestamptz NOT NULL,
    expires_at timestamptz NOT NULL,
    revoked_at timestamptz,
    reason     varchar(20)
);

CREATE INDEX auth_session_of_user ON auth_session (user_id) WHERE revoked_at IS NULL;
CREATE INDEX auth_session_revoked ON auth_session (revoked_at) WHERE revoked_at IS NOT NULL;
CREATE INDEX auth_session_expiry ON auth_session (expires_at);

-- Every refresh token of a session, used ones, too: one that comes back was stolen.
CREATE TABLE refresh_token (
    token_hash bytea       PRIMARY KEY CHECK (octet_length(token_hash) = 32),
    session_id uuid        NOT NULL REFERENCES auth_session (id) ON DELETE CASCADE,
    issued_at  timestamptz NOT NULL,
    used_at    timestamptz
);

CREATE INDEX refresh_token_of_session ON refresh_token (session_id);

-- Clients, API keys among them, whose tokens must not be accepted any more.
CREATE TABLE revoked_client (
    client_id  varchar(64) PRIMARY KEY,
    revoked_at timestamptz NOT NULL DEFAULT now()
);

CREATE INDEX revoked_client_by_time ON revoked_client (revoked_at);

-- The key that was there signs; others stay published until the tokens they signed have expired.
ALTER TABLE signing_key ADD COLUMN state varchar(10) NOT NULL DEFAULT 'CURRENT' CHECK (state IN ('NEXT', 'CURRENT', 'RETIRED'));
ALTER TABLE signing_key ADD COLUMN retired_at timestamptz;
UPDATE signing_key SET state = 'RETIRED', retired_at = now()
    WHERE kid <> (SELECT kid FROM signing_key ORDER BY created_at DESC, kid LIMIT 1);
