package org.tradepost.orders.ordering.control;

import com.fasterxml.jackson.core.JsonProcessingException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;
import org.tradepost.orders.ordering.control.OrderDetails.Delivery;
import org.tradepost.shared.encryption.Cell;
import org.tradepost.shared.encryption.EncryptedColumn;
import org.tradepost.shared.encryption.EncryptedRows;
import org.tradepost.shared.encryption.FieldEncryption;
import org.tradepost.shared.encryption.FieldEncryption.Sealed;
import org.tradepost.shared.rest.Json;

/** How the personal part of an address is stored: one JSON text, encrypted, so that not even its shape shows. */
@ApplicationScoped
public class StoredDeliveries {

    private static final String COLUMN = "order_address.sealed";

    private static final EncryptedColumn.Layout LAYOUT = new EncryptedColumn.Layout(
            COLUMN,
            "order_address",
            "order_id",
            "sealed",
            "key_id",
            """
            CASE WHEN coalesce(name, line1, line2, city, postal_code) IS NOT NULL THEN json_strip_nulls(json_build_object(
                'name', name, 'line1', line1, 'line2', line2, 'city', city, 'postalCode', postal_code))::text END""",
            List.of("name", "line1", "line2", "city", "postal_code"));

    private final FieldEncryption encryption;

    @Inject
    public StoredDeliveries(FieldEncryption encryption) {
        this.encryption = encryption;
    }

    /** For the container's proxy only. */
    protected StoredDeliveries() {
        this(null);
    }

    @Produces
    @Singleton
    EncryptedRows rows(Jdbi jdbi) {
        return rowsOf(jdbi);
    }

    /** The stored addresses as key rotation sees them. */
    public EncryptedRows rowsOf(Jdbi jdbi) {
        return new EncryptedColumn(jdbi, encryption, LAYOUT);
    }

    public Sealed seal(UUID order, Delivery delivery) {
        return encryption.seal(cell(order), Json.write(delivery));
    }

    public Delivery open(UUID order, String sealed) {
        try {
            return Json.tolerant().readValue(encryption.open(cell(order), sealed), Delivery.class);
        } catch (JsonProcessingException e) {
            // Without the cause: its message would quote the address.
            throw new IllegalStateException("the address of order " + order + " is not JSON");
        }
    }

    private static Cell cell(UUID order) {
        return new Cell(COLUMN, order);
    }
}
