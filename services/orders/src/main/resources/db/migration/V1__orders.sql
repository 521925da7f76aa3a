-- Orders, their append-only history, and the durable state of the work done for them.

CREATE TABLE customer_order (
    id             uuid PRIMARY KEY,
    user_id        uuid        NOT NULL,
    status         text        NOT NULL CHECK (status IN ('PENDING', 'CONFIRMED', 'REJECTED', 'CANCELLING', 'CANCELLED',
                                                          'PARTIALLY_REFUNDED', 'REFUNDED', 'NEEDS_ATTENTION')),
    status_reason  text,
    currency       char(3)     NOT NULL,
    total_minor    bigint      NOT NULL CHECK (total_minor >= 0),
    refunded_minor bigint      NOT NULL DEFAULT 0 CHECK (refunded_minor >= 0 AND refunded_minor <= total_minor),
    item_count     integer     NOT NULL CHECK (item_count > 0),
    units          bigint      NOT NULL CHECK (units > 0),
    country        text        NOT NULL CHECK (length(country) <= 60),
    channel        text,
    reference      text,
    customer_ref   text,
    payment_id     uuid,
    placed_at      timestamptz NOT NULL,
    confirmed_at   timestamptz,
    updated_at     timestamptz NOT NULL,
    version        bigint      NOT NULL CHECK (version > 0)
) WITH (fillfactor = 80);

-- A reference identifies the caller's own document and is therefore never free again, whatever becomes of the order.
CREATE UNIQUE INDEX customer_order_reference ON customer_order (user_id, reference) WHERE reference IS NOT NULL;
-- Lists are newest first; ids are UUIDv7, so the id alone is the keyset.
CREATE INDEX customer_order_by_user ON customer_order (user_id, id);
CREATE INDEX customer_order_by_user_status ON customer_order (user_id, status, id);
CREATE INDEX customer_order_by_status ON customer_order (status, id);
CREATE INDEX customer_order_by_channel ON customer_order (channel, id) WHERE channel IS NOT NULL;
-- The sales report: orders ever confirmed, by confirmation time.
CREATE INDEX customer_order_sold ON customer_order (confirmed_at) WHERE confirmed_at IS NOT NULL;
CREATE INDEX customer_order_sold_by_channel ON customer_order (channel, confirmed_at) WHERE confirmed_at IS NOT NULL AND channel IS NOT NULL;

CREATE TABLE order_line (
    order_id          uuid    NOT NULL REFERENCES customer_order (id),
    line_no           integer NOT NULL CHECK (line_no > 0),
    sku               text    NOT NULL,
    name              text    NOT NULL,
    quantity          bigint  NOT NULL CHECK (quantity BETWEEN 1 AND 1000000),
    unit_price_minor  bigint  NOT NULL CHECK (unit_price_minor >= 0),
    line_total_minor  bigint  NOT NULL CHECK (line_total_minor >= 0),
    refunded_quantity bigint  NOT NULL DEFAULT 0 CHECK (refunded_quantity >= 0 AND refunded_quantity <= quantity),
    -- Settled refunds as spread over the lines; the lines' sum is the order's refunded_minor.
    refunded_minor    bigint  NOT NULL DEFAULT 0 CHECK (refunded_minor >= 0 AND refunded_minor <= line_total_minor),
    PRIMARY KEY (order_id, line_no)
);

-- The only personal data of an order: a row of its own, erased without touching the order.
CREATE TABLE order_address (
    order_id    uuid PRIMARY KEY REFERENCES customer_order (id),
    name        text,
    line1       text,
    line2       text,
    city        text,
    postal_code text
);

-- One row a version; the whole order state can be rebuilt from it. No personal data.
CREATE TABLE order_event (
    order_id       uuid        NOT NULL REFERENCES customer_order (id),
    version        bigint      NOT NULL CHECK (version > 0),
    type           text        NOT NULL,
    status         text        NOT NULL,
    reason         text,
    currency       char(3)     NOT NULL,
    total_minor    bigint      NOT NULL,
    -- What this event refunded, and the refund it belongs to.
    refunded_minor bigint      NOT NULL DEFAULT 0,
    refund_id      uuid,
    payment_id     uuid,
    occurred_at    timestamptz NOT NULL,
    PRIMARY KEY (order_id, version)
);

-- Money given back after confirmation: one row a refund, whether asked for or part of a cancellation.
CREATE TABLE refund (
    id           uuid PRIMARY KEY,
    order_id     uuid        NOT NULL REFERENCES customer_order (id),
    kind         text        NOT NULL CHECK (kind IN ('REFUND', 'CANCELLATION')),
    status       text        NOT NULL CHECK (status IN ('PENDING', 'SETTLED')),
    currency     char(3)     NOT NULL,
    amount_minor bigint      NOT NULL CHECK (amount_minor >= 0),
    restock      boolean     NOT NULL,
    reason       text,
    requested_by uuid        NOT NULL,
    requested_at timestamptz NOT NULL,
    settled_at   timestamptz
);
CREATE INDEX refund_by_order ON refund (order_id);

-- How a refund is spread over the order's lines. A refund by amount has quantity 0.
CREATE TABLE refund_line (
    refund_id    uuid    NOT NULL REFERENCES refund (id),
    line_no      integer NOT NULL,
    quantity     bigint  NOT NULL CHECK (quantity >= 0),
    amount_minor bigint  NOT NULL CHECK (amount_minor >= 0),
    PRIMARY KEY (refund_id, line_no)
);

-- The durable state of a checkout, refund or cancellation. A checkout's id is the order's id, the others' the refund's.
CREATE TABLE saga (
    id               uuid PRIMARY KEY,
    kind             text        NOT NULL CHECK (kind IN ('CHECKOUT', 'REFUND', 'CANCELLATION')),
    order_id         uuid        NOT NULL REFERENCES customer_order (id),
    status           text        NOT NULL CHECK (status IN ('ACTIVE', 'NEEDS_ATTENTION', 'FINISHED')),
    direction        text        NOT NULL CHECK (direction IN ('FORWARD', 'COMPENSATING')),
    step             text        NOT NULL,
    -- The status the order goes back to when someone resumes it.
    resume_status    text,
    reason           text,
    attention_reason text,
    payment_id       uuid,
    payment_method   text,
    payment_token    text,
    attempts         integer     NOT NULL DEFAULT 0,
    step_started_at  timestamptz NOT NULL,
    next_attempt_at  timestamptz NOT NULL,
    owner            text,
    lease_until      timestamptz,
    fence            bigint      NOT NULL DEFAULT 0,
    created_at       timestamptz NOT NULL,
    updated_at       timestamptz NOT NULL
) WITH (fillfactor = 70);
-- Small by construction: finished work leaves it.
CREATE INDEX saga_due ON saga (next_attempt_at) WHERE status = 'ACTIVE';
CREATE INDEX saga_by_order ON saga (order_id);
CREATE INDEX saga_needs_attention ON saga (id) WHERE status = 'NEEDS_ATTENTION';

REVOKE UPDATE, DELETE, TRUNCATE ON order_event FROM ${appRole};

CREATE VIEW audit_order AS
    SELECT id, user_id, status, status_reason, currency, total_minor, refunded_minor, payment_id, placed_at, confirmed_at,
           updated_at, version
    FROM customer_order;
CREATE VIEW audit_order_line AS
    SELECT order_id, line_no, sku, quantity, unit_price_minor, line_total_minor, refunded_quantity, refunded_minor FROM order_line;
CREATE VIEW audit_order_event AS
    SELECT order_id, version, type, status, reason, currency, total_minor, refunded_minor, refund_id, payment_id, occurred_at
    FROM order_event;
CREATE VIEW audit_refund AS
    SELECT id, order_id, kind, status, currency, amount_minor, restock, requested_at, settled_at FROM refund;
CREATE VIEW audit_saga AS
    SELECT id, kind, order_id, status, direction, step, attempts, step_started_at, next_attempt_at, lease_until, created_at,
           updated_at
    FROM saga;
-- Every order that some caller was or will be told about under an idempotency key.
CREATE VIEW audit_acknowledged_order AS
    SELECT resource_id AS order_id, created_at FROM idempotency_record WHERE resource_id IS NOT NULL;
GRANT SELECT ON audit_acknowledged_order, audit_order, audit_order_line, audit_order_event, audit_refund, audit_saga TO ${auditRole};
