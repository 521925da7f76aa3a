package org.tradepost.catalog;

import org.tradepost.shared.problem.ErrorCode;

/** What this service refuses for reasons of its own. */
public enum CatalogError implements ErrorCode {
    PRODUCT_EXISTS(409, "A product with this SKU exists"),
    PRODUCT_IN_USE(409, "Orders hold stock of this product"),
    STOCK_BELOW_RESERVED(409, "The adjustment would leave less than orders have reserved"),
    OUT_OF_STOCK(409, "Not enough in stock"),
    RESERVATION_RELEASED(409, "The reservation has been released"),
    RESERVATION_COMMITTED(409, "The reservation has been committed"),
    RESERVATION_NOT_COMMITTED(409, "The reservation has not been committed"),
    RESTOCK_EXCEEDS_SOLD(409, "More would come back than was sold"),
    TOO_MANY_IMPORTS(429, "As many imports as are taken at a time are being read"),
    NO_SUCH_QUEUE(404, "No such queue"),
    QUEUE_FULL(429, "Queue full"),
    UNKNOWN_SKU(422, "Unknown SKU"),
    IMPORT_REFUSED(422, "No row of the import could be taken");

    private final int status;
    private final String title;

    CatalogError(int status, String title) {
        this.status = status;
        this.title = title;
    }

    @Override
    public int status() {
        return status;
    }

    @Override
    public String title() {
        return title;
    }
}
