package org.tradepost.catalog.product.control;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import org.tradepost.catalog.CatalogError;
import org.tradepost.catalog.product.entity.Sku;
import org.tradepost.shared.audit.AuditAction;
import org.tradepost.shared.audit.AuditTrail;
import org.tradepost.shared.audit.Deed;
import org.tradepost.shared.problem.CommonError;
import org.tradepost.shared.problem.ProblemException;
import org.tradepost.shared.rest.EntityTags;

/** Takes a product out of the catalogue. What was sold of it, and its stock ledger, stay. */
@ApplicationScoped
public class ArchiveProduct {

    private final ProductStore products;
    private final ProductShelf shelf;
    private final ProductEvents events;
    private final AuditTrail audit;

    @Inject
    public ArchiveProduct(ProductStore products, ProductShelf shelf, ProductEvents events, AuditTrail audit) {
        this.products = products;
        this.shelf = shelf;
        this.events = events;
        this.audit = audit;
    }

    /** For the container's proxy. */
    protected ArchiveProduct() {
        this(null, null, null, null);
    }

    /**
     * @param ifMatch the caller's {@code If-Match}, null when absent
     * @throws ProblemException 404, 412, 428, or 409 while orders hold some of it
     */
    @Transactional
    public void archive(Sku sku, String ifMatch) {
        long version = products.lock(sku).orElseThrow(ArchiveProduct::notFound);
        EntityTags.requireMatch(ifMatch, version);
        if (!shelf.close(sku)) {
            throw new ProblemException(CatalogError.PRODUCT_IN_USE, "Orders hold stock of this product");
        }
        events.deleted(products.archive(sku).orElseThrow(ArchiveProduct::notFound));
        audit.record(Deed.of(AuditAction.PRODUCT_ARCHIVED, "product", sku));
    }

    private static ProblemException notFound() {
        return new ProblemException(CommonError.NOT_FOUND, "There is no such product");
    }
}
