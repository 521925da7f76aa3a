-- Requests of webhooks make something under an idempotency key, too, which is no order.
CREATE OR REPLACE VIEW audit_acknowledged_order AS
    SELECT resource_id AS order_id, created_at FROM idempotency_record
    WHERE resource_id IS NOT NULL AND operation LIKE 'POST /api/v1/orders%';

-- Webhooks: who wants to be told of which events, and what has become of telling them.
CREATE TABLE webhook_subscription (
    id              uuid PRIMARY KEY,
    url             text        NOT NULL CHECK (length(url) <= 2048),
    event_types     text[]      NOT NULL CHECK (cardinality(event_types) > 0),
    description     text        CHECK (length(description) <= 200),
    status          text        NOT NULL DEFAULT 'ACTIVE' CHECK (status IN ('ACTIVE', 'PAUSED', 'DISABLED')),
    disabled_reason text        CHECK (disabled_reason IN ('GONE', 'FAILING')),
    created_at      timestamptz NOT NULL DEFAULT now(),
    version         bigint      NOT NULL DEFAULT 1,
    -- How the receiver is, as all replicas see it: failures in a row, since when, and until when its deliveries wait.
    failures        integer     NOT NULL DEFAULT 0,
    failing_since   timestamptz,
    blocked_until   timestamptz,
    CHECK ((status = 'DISABLED') = (disabled_reason IS NOT NULL)),
    CHECK ((failures > 0) = (failing_since IS NOT NULL))
);

-- The current secret and, for a day after a rotation, the one before it. Encrypted, as the key_id says.
CREATE TABLE webhook_secret (
    id              uuid PRIMARY KEY,
    subscription_id uuid        NOT NULL REFERENCES webhook_subscription (id) ON DELETE CASCADE,
    sealed          text        NOT NULL,
    key_id          varchar(64) NOT NULL,
    created_at      timestamptz NOT NULL DEFAULT now(),
    expires_at      timestamptz
);
CREATE INDEX webhook_secret_of ON webhook_secret (subscription_id);
CREATE UNIQUE INDEX webhook_secret_current ON webhook_secret (subscription_id) WHERE expires_at IS NULL;

-- What is sent, once for all who want it.
CREATE TABLE webhook_event (
    event_id    uuid PRIMARY KEY,
    type        text        NOT NULL,
    body        text        NOT NULL,
    received_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX webhook_event_received ON webhook_event (received_at);

-- One row for each event and subscription. While it is pending, next_attempt_at says when it is due; a claim moves that to the end of the
-- claimer's lease, and attempts is the fencing number of what it reports.
CREATE TABLE webhook_delivery (
    id              uuid PRIMARY KEY,
    subscription_id uuid        NOT NULL REFERENCES webhook_subscription (id) ON DELETE CASCADE,
    event_id        uuid        NOT NULL REFERENCES webhook_event (event_id),
    event_type      text        NOT NULL,
    status          text        NOT NULL DEFAULT 'PENDING' CHECK (status IN ('PENDING', 'DELIVERED', 'FAILED')),
    attempts        integer     NOT NULL DEFAULT 0,
    -- Those made before it was last begun anew by hand.
    earlier_attempts integer    NOT NULL DEFAULT 0,
    created_at      timestamptz NOT NULL DEFAULT now(),
    begun_at        timestamptz NOT NULL DEFAULT now(),
    next_attempt_at timestamptz DEFAULT now(),
    last_attempt_at timestamptz,
    last_status     integer,
    last_failure    text,
    settled_at      timestamptz,
    UNIQUE (subscription_id, event_id),
    CHECK ((status = 'PENDING') = (next_attempt_at IS NOT NULL)),
    CHECK ((status = 'PENDING') = (settled_at IS NULL))
) WITH (fillfactor = 80);
CREATE INDEX webhook_delivery_due ON webhook_delivery (subscription_id, next_attempt_at) WHERE status = 'PENDING';
CREATE INDEX webhook_delivery_log ON webhook_delivery (subscription_id, id);
CREATE INDEX webhook_delivery_event ON webhook_delivery (event_id);
CREATE INDEX webhook_delivery_settled ON webhook_delivery (settled_at) WHERE settled_at IS NOT NULL;
