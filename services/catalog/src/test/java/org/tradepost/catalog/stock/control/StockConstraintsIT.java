package org.tradepost.catalog.stock.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tradepost.catalog.CatalogFixture;

/** What the database itself refuses, whatever the code above it does. */
class StockConstraintsIT {

    private static CatalogFixture catalog;

    @BeforeAll
    static void start() {
        catalog = new CatalogFixture();
        catalog.stocked("X", 5);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "UPDATE stock SET reserved = 6 WHERE sku = 'X'",
                "UPDATE stock SET reserved = -1 WHERE sku = 'X'",
                "UPDATE stock SET on_hand = -1 WHERE sku = 'X'",
                "UPDATE stock SET restocked = 1 WHERE sku = 'X'",
                "INSERT INTO stock (sku) VALUES ('without a product')",
                "INSERT INTO stock_adjustment (sku, delta, reason) VALUES ('X', 0, 'none')",
                "INSERT INTO reservation (order_id, status) VALUES (gen_random_uuid(), 'RESERVED')",
                "INSERT INTO reservation (order_id, status) VALUES (gen_random_uuid(), 'LOST')",
                "INSERT INTO product (sku, name, price_amount, price_currency) VALUES ('', 'n', 1, 'GBP')",
                "INSERT INTO product (sku, name, price_amount, price_currency) VALUES ('Y', 'n', -1, 'GBP')",
                "INSERT INTO product (sku, name, price_amount, price_currency) VALUES ('Y', 'n', 1, 'gbp')",
            })
    void a_row_that_breaks_an_invariant_is_refused(String statement) {
        assertThatThrownBy(() -> execute(catalog.jdbi, statement)).hasStackTraceContaining("violates");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "UPDATE stock_adjustment SET delta = 99",
                "DELETE FROM stock_adjustment",
                "DELETE FROM stock",
                "DELETE FROM product",
                "DELETE FROM reservation",
                "DELETE FROM reservation_line",
                "DELETE FROM restock",
                "TRUNCATE stock_adjustment",
            })
    void the_service_may_not_rewrite_history(String statement) {
        assertThatThrownBy(() -> execute(catalog.jdbi, statement)).hasStackTraceContaining("permission denied");
    }

    @Test
    void the_audit_role_reads_its_views_and_nothing_else() {
        Jdbi audit = catalog.database.auditJdbi();
        for (String view : new String[] {
            "audit_stock", "audit_reservation", "audit_reservation_line", "audit_outbox", "audit_idempotency"
        }) {
            long rows = audit.withHandle(h -> h.createQuery("SELECT count(*) FROM " + view)
                    .mapTo(Long.class)
                    .one());
            assertThat(rows).isNotNegative();
        }
        assertThatThrownBy(() -> execute(audit, "SELECT * FROM stock")).hasStackTraceContaining("permission denied");
        assertThatThrownBy(() -> execute(audit, "UPDATE stock SET on_hand = 7"))
                .hasStackTraceContaining("permission denied");
    }

    private static void execute(Jdbi jdbi, String statement) {
        jdbi.useHandle(handle -> handle.execute(statement));
    }
}
