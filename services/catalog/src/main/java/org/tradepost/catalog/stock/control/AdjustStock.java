package org.tradepost.catalog.stock.control;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.util.UUID;
import org.tradepost.catalog.CatalogError;
import org.tradepost.catalog.product.control.ProductStore;
import org.tradepost.catalog.product.entity.Sku;
import org.tradepost.catalog.stock.entity.StockLevel;
import org.tradepost.shared.audit.AuditAction;
import org.tradepost.shared.audit.AuditTrail;
import org.tradepost.shared.audit.Deed;
import org.tradepost.shared.audit.Scene;
import org.tradepost.shared.problem.CommonError;
import org.tradepost.shared.problem.ProblemException;

/** Corrects what is on hand: goods in, breakage, stocktaking. */
@ApplicationScoped
public class AdjustStock {

    private final ProductStore products;
    private final StockRows stock;
    private final StockEvents events;
    private final AuditTrail audit;

    @Inject
    public AdjustStock(ProductStore products, StockRows stock, StockEvents events, AuditTrail audit) {
        this.products = products;
        this.stock = stock;
        this.events = events;
        this.audit = audit;
    }

    /** For the container's proxy. */
    protected AdjustStock() {
        this(null, null, null, null);
    }

    /**
     * @param actor who adjusts; goes into the ledger
     * @throws ProblemException 404 without such a product, 409 when less would be left than orders have reserved
     */
    @Transactional
    public StockLevel adjust(Sku sku, long delta, String reason, UUID actor) {
        return adjust(audit.scene(), sku, delta, reason, actor);
    }

    /** As {@link #adjust(Sku, long, String, UUID)}, on another thread than that of the request. */
    @Transactional
    public StockLevel adjust(Scene scene, Sku sku, long delta, String reason, UUID actor) {
        long sequence = products.nextEvent(sku)
                .orElseThrow(() -> new ProblemException(CommonError.NOT_FOUND, "There is no such product"));
        StockLevel level = stock.adjust(sku, delta, reason, actor)
                .orElseThrow(() -> new ProblemException(
                        CatalogError.STOCK_BELOW_RESERVED, "Less would be left than orders have reserved"));
        events.adjusted(level, delta, actor, sequence);
        audit.record(scene, Deed.of(AuditAction.STOCK_ADJUSTED, "product", sku).with("delta", delta));
        return level;
    }
}
