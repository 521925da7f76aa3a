-- Tokens with which users whose account somebody else opened set their first password. Hashes only.
CREATE TABLE activation (
    token_hash bytea       PRIMARY KEY CHECK (length(token_hash) = 32),
    user_id    uuid        NOT NULL REFERENCES user_account (id) ON DELETE CASCADE,
    expires_at timestamptz NOT NULL
);

CREATE INDEX activation_of_user ON activation (user_id);
CREATE INDEX activation_expired ON activation (expires_at);
