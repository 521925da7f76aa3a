-- What the sales report and administrators' searches need beyond V1, and the rest of what the audit may see.

-- An administrator searches a reference without naming the user.
CREATE INDEX customer_order_by_reference ON customer_order (reference, id) WHERE reference IS NOT NULL;

-- A SKU may be on several lines of an order. The report counts orders by product, and counting distinct orders over half a million
-- lines takes more than a second; counting the lines that do not repeat an earlier line's SKU takes a fifth of that.
ALTER TABLE order_line ADD COLUMN repeats_sku boolean NOT NULL DEFAULT false;

-- Order by order, so that each statement is planned for the lines of one order.
CREATE FUNCTION mark_repeated_skus() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    placed uuid;
BEGIN
    FOR placed IN SELECT DISTINCT order_id FROM inserted LOOP
        UPDATE order_line l SET repeats_sku = true
        FROM (SELECT line_no, row_number() OVER (PARTITION BY sku ORDER BY line_no) AS nth
              FROM order_line WHERE order_id = placed) ranked
        WHERE l.order_id = placed AND l.line_no = ranked.line_no AND ranked.nth > 1 AND NOT l.repeats_sku;
    END LOOP;
    RETURN NULL;
END
$$;
CREATE TRIGGER mark_repeated_skus AFTER INSERT ON order_line
    REFERENCING NEW TABLE AS inserted FOR EACH STATEMENT EXECUTE FUNCTION mark_repeated_skus();

CREATE VIEW audit_refund_line AS
    SELECT l.refund_id, r.order_id, l.line_no, l.quantity, l.amount_minor,
           CASE WHEN r.restock AND r.status = 'SETTLED' THEN l.quantity ELSE 0 END AS restocked_quantity
    FROM refund_line l JOIN refund r ON r.id = l.refund_id;

-- Requests that made an order or a refund; the callers' keys are their own business.
CREATE VIEW audit_idempotency AS
    SELECT operation, resource_id, status, created_at FROM idempotency_record WHERE resource_id IS NOT NULL;

CREATE VIEW audit_outbox AS
    SELECT id, event_id, topic, aggregate_id, sequence, payload, created_at, sent_at FROM outbox;

GRANT SELECT ON audit_refund_line, audit_idempotency, audit_outbox TO ${auditRole};
