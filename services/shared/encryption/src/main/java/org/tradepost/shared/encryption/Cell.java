package org.tradepost.shared.encryption;

import java.util.Objects;
import java.util.UUID;

/**
 * Where an encrypted value belongs. It is authenticated with the value, so that a value copied into another row, column or table
 * does not open there.
 *
 * @param column table and column, such as {@code user_account.phone}
 * @param row the row's id
 */
public record Cell(String column, UUID row) {

    public Cell {
        Objects.requireNonNull(column, "column");
        Objects.requireNonNull(row, "row");
    }

    @Override
    public String toString() {
        return column + ":" + row;
    }
}
