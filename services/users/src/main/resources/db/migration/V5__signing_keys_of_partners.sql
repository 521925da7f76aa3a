-- Public keys with which partners sign, and the nonces that were used with them.

CREATE TABLE partner_key (
    id         uuid        PRIMARY KEY,
    owner_id   uuid        NOT NULL REFERENCES user_account (id) ON DELETE CASCADE,
    name       varchar(50) NOT NULL CHECK (length(name) BETWEEN 1 AND 50),
    algorithm  varchar(20) NOT NULL CHECK (algorithm IN ('ecdsa-p256-sha256', 'ed25519')),
    jwk        text        NOT NULL,
    thumbprint char(43)    NOT NULL,
    -- The owner's requests must be signed.
    required   boolean     NOT NULL,
    created_at timestamptz NOT NULL,
    -- Set when the key is replaced: until then both are taken.
    expires_at timestamptz,
    revoked_at timestamptz
);

-- Keyset lists of one owner, newest first.
CREATE INDEX partner_key_of_owner ON partner_key (owner_id, id);
-- One owner does not register the same key twice, not even to revive one that was revoked.
CREATE UNIQUE INDEX partner_key_thumbprint ON partner_key (owner_id, thumbprint);

-- Few: who must sign, asked for all the time.
CREATE INDEX partner_key_required ON partner_key (owner_id) WHERE required AND revoked_at IS NULL;

-- What was claimed once. A row outlives every message that could bear it.
CREATE TABLE signed_nonce (
    key_id     uuid         NOT NULL,
    nonce      varchar(128) NOT NULL,
    expires_at timestamptz  NOT NULL,
    PRIMARY KEY (key_id, nonce)
);

CREATE INDEX signed_nonce_expired ON signed_nonce (expires_at);
