-- How often logging in failed lately, and from where it succeeded. Subjects are SHA-256 digests (of an account's address, or of it and a
-- network), so that neither table says who tried or from where, and an address without an account is kept like any other.

CREATE TABLE login_failure (
    subject       bytea       PRIMARY KEY,
    failures      integer     NOT NULL CHECK (failures > 0),
    blocked_until timestamptz NOT NULL,
    expires_at    timestamptz NOT NULL
);

CREATE INDEX login_failure_by_expiry ON login_failure (expires_at);

CREATE TABLE login_network (
    subject bytea       PRIMARY KEY,
    seen_at timestamptz NOT NULL
);

CREATE INDEX login_network_by_time ON login_network (seen_at);
