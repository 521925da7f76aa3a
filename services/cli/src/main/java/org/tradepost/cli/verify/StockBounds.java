package org.tradepost.cli.verify;

import java.util.List;

/** For each SKU 0 &le; reserved &le; on hand: nothing was sold that was not there. */
final class StockBounds implements Invariant {
    private static final String OUTSIDE =
            "SELECT sku, reserved, on_hand FROM audit_stock WHERE NOT (0 <= reserved AND reserved <= on_hand)";

    @Override
    public String name() {
        return "stock-within-bounds";
    }

    @Override
    public Finding check(Audit audit) {
        List<Breach> breaches = audit.catalog()
                .list(
                        OUTSIDE,
                        (row, c) -> new Breach(
                                row.getString(1),
                                "SKU '" + row.getString(1) + "' has " + row.getLong(2) + " reserved of "
                                        + row.getLong(3) + " on hand"));
        return new Finding(audit.catalog().count("SELECT count(*) FROM audit_stock"), breaches);
    }
}
