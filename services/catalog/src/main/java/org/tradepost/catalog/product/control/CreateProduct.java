package org.tradepost.catalog.product.control;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import org.tradepost.catalog.CatalogError;
import org.tradepost.catalog.product.entity.Product;
import org.tradepost.catalog.product.entity.ProductDetails;
import org.tradepost.shared.audit.AuditAction;
import org.tradepost.shared.audit.AuditTrail;
import org.tradepost.shared.audit.Deed;
import org.tradepost.shared.problem.ProblemException;

/** Adds a product to the catalogue, with a place in stock. */
@ApplicationScoped
public class CreateProduct {

    private final ProductStore products;
    private final ProductShelf shelf;
    private final ProductEvents events;
    private final AuditTrail audit;

    @Inject
    public CreateProduct(ProductStore products, ProductShelf shelf, ProductEvents events, AuditTrail audit) {
        this.products = products;
        this.shelf = shelf;
        this.events = events;
        this.audit = audit;
    }

    /** For the container's proxy. */
    protected CreateProduct() {
        this(null, null, null, null);
    }

    /**
     * @throws ProblemException 409 when the SKU is taken
     */
    @Transactional
    public Product create(ProductDetails details) {
        ProductStore.Changed created = products.insert(details)
                .orElseThrow(() -> new ProblemException(
                        CatalogError.PRODUCT_EXISTS, "There is a product with the SKU " + details.sku()));
        shelf.open(details.sku(), details.stockTracked());
        events.created(created);
        audit.record(Deed.of(AuditAction.PRODUCT_CREATED, "product", details.sku())
                .with("priceMinor", details.price().amount())
                .with("currency", details.price().currency()));
        return created.product();
    }
}
