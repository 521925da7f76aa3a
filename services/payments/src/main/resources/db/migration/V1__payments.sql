-- Payments, their refunds, and the double-entry ledger that proves what was captured and given back.

CREATE TABLE payment (
    id                    uuid PRIMARY KEY,
    -- One payment an order, and captured_minor is written once: at most one capture per order.
    order_id              uuid        NOT NULL UNIQUE,
    status                text        NOT NULL CHECK (status IN ('PENDING', 'CAPTURED', 'DECLINED', 'VOIDED',
                                                                 'PARTIALLY_REFUNDED', 'REFUNDED')),
    -- Unknown only where a void came before the payment: such a tombstone refuses the payment for ever.
    user_id               uuid,
    currency              char(3),
    amount_minor          bigint CHECK (amount_minor >= 0),
    method                text,
    provider_token        text,
    payload_hash          bytea,
    decline_reason        text,
    provider_charge_id    text,
    captured_minor        bigint      NOT NULL DEFAULT 0,
    -- What refunds have been promised; settled refunds are refunded_minor.
    refund_promised_minor bigint      NOT NULL DEFAULT 0,
    refunded_minor        bigint      NOT NULL DEFAULT 0,
    created_at            timestamptz NOT NULL DEFAULT now(),
    updated_at            timestamptz NOT NULL DEFAULT now(),
    version               bigint      NOT NULL CHECK (version > 0),
    CONSTRAINT payment_known_or_tombstone CHECK (
        status = 'VOIDED'
        OR (user_id IS NOT NULL AND currency IS NOT NULL AND amount_minor IS NOT NULL AND method IS NOT NULL
            AND provider_token IS NOT NULL AND payload_hash IS NOT NULL)),
    CONSTRAINT payment_captured_whole CHECK (
        CASE WHEN status IN ('CAPTURED', 'PARTIALLY_REFUNDED', 'REFUNDED')
             THEN captured_minor = amount_minor AND provider_charge_id IS NOT NULL
             ELSE captured_minor = 0 END),
    CONSTRAINT payment_declined_with_reason CHECK ((status = 'DECLINED') = (decline_reason IS NOT NULL)),
    CONSTRAINT payment_refunds_within_capture CHECK (
        0 <= refunded_minor AND refunded_minor <= refund_promised_minor AND refund_promised_minor <= captured_minor)
) WITH (fillfactor = 70);

CREATE TABLE payment_refund (
    payment_id   uuid        NOT NULL REFERENCES payment (id),
    -- The caller's key: the same refund asked for again is the same row.
    refund_id    text        NOT NULL CHECK (length(refund_id) BETWEEN 1 AND 100),
    status       text        NOT NULL CHECK (status IN ('PENDING', 'REFUNDED', 'REFUSED')),
    currency     char(3)     NOT NULL,
    amount_minor bigint      NOT NULL CHECK (amount_minor > 0),
    created_at   timestamptz NOT NULL DEFAULT now(),
    updated_at   timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (payment_id, refund_id)
);

CREATE TABLE ledger_transaction (
    id         uuid PRIMARY KEY,
    kind       text        NOT NULL CHECK (kind IN ('CAPTURE', 'REFUND')),
    payment_id uuid        NOT NULL REFERENCES payment (id),
    refund_id  text,
    booked_at  timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT ledger_refund_named CHECK ((kind = 'REFUND') = (refund_id IS NOT NULL)),
    FOREIGN KEY (payment_id, refund_id) REFERENCES payment_refund (payment_id, refund_id)
);

-- A capture is booked once per payment, a refund once per refund.
CREATE UNIQUE INDEX ledger_one_capture ON ledger_transaction (payment_id) WHERE kind = 'CAPTURE';
CREATE UNIQUE INDEX ledger_one_booking_per_refund ON ledger_transaction (payment_id, refund_id) WHERE kind = 'REFUND';

CREATE TABLE ledger_entry (
    transaction_id uuid    NOT NULL REFERENCES ledger_transaction (id),
    line_no        integer NOT NULL CHECK (line_no > 0),
    account        text    NOT NULL CHECK (account IN ('provider_receivable', 'customer_sales', 'refunds')),
    currency       char(3) NOT NULL,
    -- Debit is positive, credit negative.
    amount_minor   bigint  NOT NULL,
    payment_id     uuid    NOT NULL,
    PRIMARY KEY (transaction_id, line_no)
);

CREATE INDEX ledger_entry_by_payment ON ledger_entry (payment_id);

-- Decided at commit, so that the entries may be written in any order and number of statements.
CREATE FUNCTION ledger_must_balance() RETURNS trigger LANGUAGE plpgsql
    -- Fixed, so that no temporary table can stand in for the ledger.
    SET search_path = ${flyway:defaultSchema}, pg_temp AS $$
DECLARE
    booking uuid;
    entries integer;
    unbalanced text;
BEGIN
    IF TG_TABLE_NAME = 'ledger_entry' THEN
        booking := NEW.transaction_id;
    ELSE
        booking := NEW.id;
    END IF;
    SELECT coalesce(sum(n), 0), min(currency) FILTER (WHERE total <> 0)
      INTO entries, unbalanced
      FROM (SELECT currency, count(*) AS n, sum(amount_minor) AS total
              FROM ledger_entry WHERE transaction_id = booking GROUP BY currency) per_currency;
    IF entries < 2 THEN
        RAISE EXCEPTION 'ledger transaction % has % entries, it needs two at least', booking, entries
            USING ERRCODE = 'check_violation', CONSTRAINT = 'ledger_balanced';
    END IF;
    IF unbalanced IS NOT NULL THEN
        RAISE EXCEPTION 'ledger transaction % does not balance in %', booking, unbalanced
            USING ERRCODE = 'check_violation', CONSTRAINT = 'ledger_balanced';
    END IF;
    RETURN NULL;
END $$;

CREATE CONSTRAINT TRIGGER ledger_entry_balanced AFTER INSERT ON ledger_entry
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION ledger_must_balance();
CREATE CONSTRAINT TRIGGER ledger_transaction_balanced AFTER INSERT ON ledger_transaction
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION ledger_must_balance();

-- The revoked privileges stop the service; this stops every other role as well, the tables' owner included.
CREATE FUNCTION ledger_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% is append-only: % refused', TG_TABLE_NAME, TG_OP USING ERRCODE = 'insufficient_privilege';
END $$;

CREATE TRIGGER ledger_entry_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON ledger_entry
    FOR EACH STATEMENT EXECUTE FUNCTION ledger_is_append_only();
CREATE TRIGGER ledger_transaction_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON ledger_transaction
    FOR EACH STATEMENT EXECUTE FUNCTION ledger_is_append_only();

REVOKE UPDATE, DELETE, TRUNCATE ON ledger_entry, ledger_transaction FROM ${appRole};
REVOKE DELETE, TRUNCATE ON payment, payment_refund FROM ${appRole};

CREATE VIEW audit_payment AS
    SELECT id, order_id, status, currency, amount_minor, captured_minor, refunded_minor, version FROM payment;
CREATE VIEW audit_payment_refund AS
    SELECT r.payment_id, p.order_id, r.refund_id, r.status, r.currency, r.amount_minor, r.created_at
      FROM payment_refund r JOIN payment p ON p.id = r.payment_id;
CREATE VIEW audit_ledger AS
    SELECT transaction_id, account, currency, amount_minor, payment_id FROM ledger_entry;
CREATE VIEW audit_outbox AS
    SELECT id, event_id, topic, aggregate_id, sequence, payload, created_at, sent_at FROM outbox;

GRANT SELECT ON audit_payment, audit_payment_refund, audit_ledger, audit_outbox TO ${auditRole};
