package org.tradepost.catalog;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.TransactionSynchronizationRegistry;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.UUID;
import org.tradepost.catalog.product.control.ProductQueries;
import org.tradepost.catalog.product.control.ProductStore;
import org.tradepost.catalog.product.entity.ProductDetails;
import org.tradepost.catalog.product.entity.Sku;
import org.tradepost.catalog.stock.control.CommitReservation;
import org.tradepost.catalog.stock.control.ReleaseReservation;
import org.tradepost.catalog.stock.control.ReserveStock;
import org.tradepost.catalog.stock.control.StockRows;
import org.tradepost.catalog.stock.entity.StockLines;
import org.tradepost.shared.database.Ids;
import org.tradepost.shared.money.Money;
import org.tradepost.shared.rest.Json;

/** An order that is played through and rolled back: it leaves nothing behind. */
@ApplicationScoped
public class RehearsedOrder {

    private static final long STOCK = 10;

    @Inject
    ProductStore store;

    @Inject
    ProductQueries products;

    @Inject
    StockRows stock;

    @Inject
    ReserveStock reserve;

    @Inject
    CommitReservation commit;

    @Inject
    ReleaseReservation release;

    @Resource(lookup = "java:comp/TransactionSynchronizationRegistry")
    TransactionSynchronizationRegistry transaction;

    /** Adds a product, reads it, orders it twice, and takes everything back. */
    @Transactional
    public void play() {
        UUID id = Ids.newId();
        Sku sku = new Sku("rehearsal-" + id);
        store.insert(new ProductDetails(sku, "Rehearsal", "", null, new Money(1, "GBP"), true));
        stock.open(sku, true);
        stock.adjust(sku, STOCK, "rehearsal", id);
        products.find(sku.value()).ifPresent(Json::write);
        products.findAll(List.of(sku.value()));
        StockLines lines = StockLines.of(List.of(new StockLines.Line(sku.value(), 1)));
        reserve.reserve(id, lines);
        commit.commit(id);
        UUID other = Ids.newId();
        reserve.reserve(other, lines);
        release.release(other);
        transaction.setRollbackOnly();
    }
}
