-- Accounts, the key that signs access tokens, and the activity feed.

CREATE TABLE user_account (
    id                  uuid         PRIMARY KEY,
    email               varchar(254) NOT NULL,
    name                varchar(50)  NOT NULL,
    password_hash       varchar(255) NOT NULL,
    status              varchar(10)  NOT NULL CHECK (status IN ('ACTIVE', 'INACTIVE', 'SUSPENDED')),
    roles               varchar(40)  NOT NULL CHECK (roles ~ '^(admin|guest|user)(,(admin|guest|user))*$'),
    age                 integer      CHECK (age BETWEEN 18 AND 120),
    phone               varchar(16)  CHECK (phone ~ '^\+[1-9][0-9]{1,14}$'),
    avatar              varchar(2000),
    email_notifications boolean      NOT NULL,
    time_zone           varchar(64)  NOT NULL,
    language            varchar(35)  NOT NULL,
    created_at          timestamptz  NOT NULL,
    updated_at          timestamptz  NOT NULL,
    version             bigint       NOT NULL,
    CONSTRAINT user_account_email_unique UNIQUE (email),
    CONSTRAINT user_account_email_lower CHECK (email = lower(email))
);

-- Keyset lists run on the id, which grows with time; this serves the list of one status.
CREATE INDEX user_account_by_status ON user_account (status, id);
-- Few rows: who may still administer the platform.
CREATE INDEX user_account_active_admins ON user_account (id)
    WHERE status = 'ACTIVE' AND 'admin' = ANY (string_to_array(roles, ','));

-- Private keys, each as a compact JWE; useless without the key-encryption key, which is not in the database.
CREATE TABLE signing_key (
    kid        varchar(64) PRIMARY KEY,
    jwe        text        NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now()
);

-- What a user did, from order events. Ids only. event_id makes a repeated event harmless.
CREATE TABLE user_activity (
    event_id       uuid        PRIMARY KEY,
    user_id        uuid        NOT NULL REFERENCES user_account (id) ON DELETE CASCADE,
    event_type     varchar(80) NOT NULL,
    order_id       uuid        NOT NULL,
    order_sequence bigint      NOT NULL,
    occurred_at    timestamptz NOT NULL
);

CREATE INDEX user_activity_feed ON user_activity (user_id, occurred_at DESC, event_id DESC);

CREATE VIEW audit_user AS
    SELECT id, status, version, created_at FROM user_account;

CREATE VIEW audit_consumed_event AS
    SELECT event_id, event_type AS type, order_id AS aggregate_id, order_sequence AS sequence FROM user_activity;

CREATE VIEW audit_outbox AS
    SELECT event_id, topic, aggregate_id, sequence, payload, created_at, sent_at FROM outbox;

-- Neither keys nor answers: both are the caller's.
CREATE VIEW audit_idempotency AS
    SELECT operation, status, resource_id, created_at FROM idempotency_record;

GRANT SELECT ON audit_user TO ${auditRole};
GRANT SELECT ON audit_consumed_event TO ${auditRole};
GRANT SELECT ON audit_outbox TO ${auditRole};
GRANT SELECT ON audit_idempotency TO ${auditRole};
