package org.tradepost.catalog.product.control;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import org.tradepost.catalog.product.entity.Product;
import org.tradepost.catalog.product.entity.ProductDetails;
import org.tradepost.shared.audit.AuditAction;
import org.tradepost.shared.audit.AuditTrail;
import org.tradepost.shared.audit.Deed;
import org.tradepost.shared.money.Money;
import org.tradepost.shared.problem.CommonError;
import org.tradepost.shared.problem.ProblemException;
import org.tradepost.shared.rest.EntityTags;

/** Changes a product. Orders placed earlier keep the name and price they were placed with. */
@ApplicationScoped
public class ReplaceProduct {

    private final ProductStore products;
    private final ProductShelf shelf;
    private final ProductEvents events;
    private final AuditTrail audit;

    @Inject
    public ReplaceProduct(ProductStore products, ProductShelf shelf, ProductEvents events, AuditTrail audit) {
        this.products = products;
        this.shelf = shelf;
        this.events = events;
        this.audit = audit;
    }

    /** For the container's proxy. */
    protected ReplaceProduct() {
        this(null, null, null, null);
    }

    /**
     * @param ifMatch the caller's {@code If-Match}, null when absent
     * @throws ProblemException 404, 412 or 428
     */
    @Transactional
    public Product replace(ProductDetails details, String ifMatch) {
        long version = products.lock(details.sku()).orElseThrow(ReplaceProduct::notFound);
        EntityTags.requireMatch(ifMatch, version);
        Money before = products.price(details.sku());
        ProductStore.Changed changed = products.replace(details).orElseThrow(ReplaceProduct::notFound);
        shelf.track(details.sku(), details.stockTracked());
        events.updated(changed);
        if (!before.equals(details.price())) {
            audit.record(Deed.of(AuditAction.PRODUCT_PRICE_CHANGED, "product", details.sku())
                    .with("beforeMinor", before.amount())
                    .with("beforeCurrency", before.currency())
                    .with("priceMinor", details.price().amount())
                    .with("currency", details.price().currency()));
        }
        return changed.product();
    }

    private static ProblemException notFound() {
        return new ProblemException(CommonError.NOT_FOUND, "There is no such product");
    }
}
