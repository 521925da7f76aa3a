-- The sandbox bank. It knows nothing of payments: it deduplicates by the key it is given and by nothing else,
-- so that a merchant who charges an order under two keys has charged it twice, for everyone to see.

CREATE TABLE charge (
    key            text PRIMARY KEY CHECK (length(key) BETWEEN 1 AND 200),
    id             text        NOT NULL UNIQUE,
    -- VOIDED is the tombstone of a key that must never be charged; it may be all that is known of it.
    status         text        NOT NULL CHECK (status IN ('CHARGED', 'DECLINED', 'VOIDED')),
    order_ref      text,
    currency       char(3),
    amount_minor   bigint CHECK (amount_minor >= 0),
    decline_reason text,
    refunded_minor bigint      NOT NULL DEFAULT 0,
    created_at     timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT charge_known CHECK (
        status = 'VOIDED' OR (order_ref IS NOT NULL AND currency IS NOT NULL AND amount_minor IS NOT NULL)),
    CONSTRAINT charge_declined_with_reason CHECK ((status = 'DECLINED') = (decline_reason IS NOT NULL)),
    CONSTRAINT charge_refunds_within_amount CHECK (
        refunded_minor >= 0
        AND refunded_minor <= CASE status WHEN 'CHARGED' THEN amount_minor ELSE 0 END)
) WITH (fillfactor = 80);

CREATE INDEX charge_by_order ON charge (order_ref);

CREATE TABLE refund (
    key          text PRIMARY KEY CHECK (length(key) BETWEEN 1 AND 300),
    id           text        NOT NULL UNIQUE,
    charge_key   text        NOT NULL REFERENCES charge (key),
    currency     char(3)     NOT NULL,
    amount_minor bigint      NOT NULL CHECK (amount_minor > 0),
    created_at   timestamptz NOT NULL DEFAULT now()
);

CREATE INDEX refund_by_charge ON refund (charge_key);

-- Keys whose first attempt was made to fail on purpose (tok_error_once).
CREATE TABLE failed_once (
    key       text PRIMARY KEY,
    failed_at timestamptz NOT NULL DEFAULT now()
);

REVOKE ALL ON charge, refund, failed_once FROM ${appRole};
GRANT USAGE ON SCHEMA ${flyway:defaultSchema} TO ${appRole}, ${auditRole};
GRANT SELECT, INSERT ON charge, refund, failed_once TO ${appRole};
GRANT UPDATE (refunded_minor) ON charge TO ${appRole};

CREATE VIEW audit_charge AS
    SELECT key, order_ref, currency, amount_minor, status, created_at FROM charge;
CREATE VIEW audit_refund AS
    SELECT r.key, r.charge_key, c.order_ref, r.currency, r.amount_minor, r.created_at
      FROM refund r JOIN charge c ON c.key = r.charge_key;

GRANT SELECT ON audit_charge, audit_refund TO ${auditRole};
