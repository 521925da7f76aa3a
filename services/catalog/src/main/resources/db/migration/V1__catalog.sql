-- Products, their stock, and what orders have reserved of it.
-- SKUs compare byte by byte ("C"): "a" is not "A", "X " is not "X".

CREATE TABLE product (
    sku            text COLLATE "C" PRIMARY KEY CHECK (char_length(sku) BETWEEN 1 AND 64),
    name           text        NOT NULL CHECK (char_length(name) BETWEEN 1 AND 200),
    description    text        NOT NULL DEFAULT '' CHECK (char_length(description) <= 5000),
    category       text CHECK (char_length(category) BETWEEN 1 AND 100),
    price_amount   bigint      NOT NULL CHECK (price_amount >= 0),
    price_currency text        NOT NULL CHECK (price_currency ~ '^[A-Z]{3}$'),
    stock_tracked  boolean     NOT NULL DEFAULT true,
    version        bigint      NOT NULL DEFAULT 1,
    -- Counts every event about this SKU, those of its stock too, so that consumers see one order of facts.
    event_sequence bigint      NOT NULL DEFAULT 0,
    created_at     timestamptz NOT NULL DEFAULT now(),
    updated_at     timestamptz NOT NULL DEFAULT now(),
    archived_at    timestamptz,
    search         tsvector GENERATED ALWAYS AS (
        setweight(to_tsvector('english'::regconfig, name), 'A')
            || setweight(to_tsvector('english'::regconfig, description), 'B')) STORED
) WITH (fillfactor = 90);

CREATE INDEX product_search ON product USING gin (search) WHERE archived_at IS NULL;

CREATE TABLE stock (
    sku        text COLLATE "C" PRIMARY KEY REFERENCES product (sku),
    on_hand    bigint  NOT NULL DEFAULT 0,
    reserved   bigint  NOT NULL DEFAULT 0,
    sold       bigint  NOT NULL DEFAULT 0 CHECK (sold >= 0),
    restocked  bigint  NOT NULL DEFAULT 0 CHECK (restocked BETWEEN 0 AND sold),
    -- Tracked and not archived. Held here so that reserving locks and reads this one table only.
    reservable boolean NOT NULL DEFAULT true,
    version    bigint  NOT NULL DEFAULT 1,
    CONSTRAINT stock_never_oversold CHECK (0 <= reserved AND reserved <= on_hand)
) WITH (fillfactor = 50); -- room for heap-only updates of hot rows

CREATE TABLE stock_adjustment (
    id       bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    sku      text COLLATE "C" NOT NULL REFERENCES stock (sku),
    delta    bigint      NOT NULL CHECK (delta <> 0),
    reason   text        NOT NULL CHECK (char_length(reason) BETWEEN 1 AND 200),
    actor_id uuid,
    made_at  timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX stock_adjustment_sku ON stock_adjustment (sku);

-- One row an order, kept as long as the order: a released one without lines is a tombstone that refuses a late reserve.
CREATE TABLE reservation (
    order_id     uuid PRIMARY KEY,
    status       text        NOT NULL CHECK (status IN ('RESERVED', 'COMMITTED', 'RELEASED')),
    payload_hash bytea,
    -- Why nothing was reserved; a repeated reserve gets the same answer even when stock has come in since.
    refusal      text CHECK (refusal IN ('OUT_OF_STOCK', 'UNKNOWN_SKU')),
    refused_skus text[],
    created_at   timestamptz NOT NULL DEFAULT now(),
    updated_at   timestamptz NOT NULL DEFAULT now(),
    CHECK (status = 'RELEASED' OR refusal IS NULL),
    CHECK (status = 'RELEASED' OR payload_hash IS NOT NULL)
);

-- Untracked lines (postage, fees) are recorded as ordered but move no stock.
CREATE TABLE reservation_line (
    order_id  uuid    NOT NULL REFERENCES reservation (order_id),
    sku       text COLLATE "C" NOT NULL,
    quantity  bigint  NOT NULL CHECK (quantity > 0),
    restocked bigint  NOT NULL DEFAULT 0,
    tracked   boolean NOT NULL,
    PRIMARY KEY (order_id, sku),
    CONSTRAINT restocked_at_most_sold CHECK (restocked BETWEEN 0 AND quantity)
);

CREATE TABLE restock (
    order_id     uuid        NOT NULL REFERENCES reservation (order_id),
    key          text        NOT NULL CHECK (char_length(key) BETWEEN 1 AND 100),
    payload_hash bytea       NOT NULL,
    made_at      timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (order_id, key)
);

-- Imports that came with an idempotency key. A running one is leased; its lease is prolonged by every batch.
CREATE TABLE product_import (
    id           uuid PRIMARY KEY,
    caller_id    uuid        NOT NULL,
    key          text        NOT NULL,
    leased_until timestamptz,
    digest       bytea,
    report       text,
    started_at   timestamptz NOT NULL DEFAULT now(),
    UNIQUE (caller_id, key),
    CHECK ((leased_until IS NULL) = (report IS NOT NULL AND digest IS NOT NULL))
);
CREATE INDEX product_import_started ON product_import (started_at);

-- The ledger only grows, and nothing that a past order refers to can vanish.
REVOKE UPDATE, DELETE ON stock_adjustment FROM ${appRole};
REVOKE DELETE ON product, stock, reservation, reservation_line, restock FROM ${appRole};

CREATE VIEW audit_stock AS
SELECT s.sku, s.on_hand, s.reserved, s.sold, s.restocked, coalesce(a.adjusted, 0)::bigint AS adjusted
FROM stock s
LEFT JOIN (SELECT sku, sum(delta) AS adjusted FROM stock_adjustment GROUP BY sku) a USING (sku);

CREATE VIEW audit_reservation AS
SELECT r.order_id, r.status, r.refusal, r.created_at, r.updated_at, coalesce(l.lines, 0) AS lines,
       coalesce(l.units, 0)::bigint AS units, coalesce(l.restocked, 0)::bigint AS restocked
FROM reservation r
LEFT JOIN (SELECT order_id, count(*) AS lines, sum(quantity) AS units, sum(restocked) AS restocked
           FROM reservation_line GROUP BY order_id) l USING (order_id);

CREATE VIEW audit_reservation_line AS
SELECT order_id, sku, quantity, restocked, tracked FROM reservation_line;

CREATE VIEW audit_outbox AS
SELECT event_id, topic, aggregate_id, sequence, payload, created_at, sent_at FROM outbox;

CREATE VIEW audit_idempotency AS
SELECT caller, key, operation, status, resource_id, created_at FROM idempotency_record;

GRANT SELECT ON audit_stock, audit_reservation, audit_reservation_line, audit_outbox, audit_idempotency TO ${auditRole};
