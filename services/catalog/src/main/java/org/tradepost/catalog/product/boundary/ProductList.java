package org.tradepost.catalog.product.boundary;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import org.tradepost.catalog.product.control.ProductQueries;
import org.tradepost.catalog.product.control.ProductQueries.Hit;
import org.tradepost.catalog.product.entity.Product;
import org.tradepost.catalog.product.entity.Sku;
import org.tradepost.shared.paging.Page;
import org.tradepost.shared.paging.PageRequest;

/** Pages of the catalogue: everything in SKU order, or what a search found, best hits first. */
@ApplicationScoped
public class ProductList {

    private final ProductQueries products;

    @Inject
    public ProductList(ProductQueries products) {
        this.products = products;
    }

    /** For the container's proxy. */
    protected ProductList() {
        this(null);
    }

    Page<ProductView> list(Long limit, String cursor) {
        PageRequest page = PageRequest.of(limit, cursor, 1);
        String after = page.isFirst() ? "" : sku(page.after().get(0));
        List<Product> rows = products.list(after, page.rowsToRead());
        return Page.of(rows, page, product -> List.of(product.sku())).map(ProductView::of);
    }

    Page<ProductView> search(String q, Long limit, String cursor) {
        PageRequest page = PageRequest.of(limit, cursor, 2);
        List<Hit> hits = page.isFirst()
                ? products.search(q, page.rowsToRead())
                : products.searchAfter(
                        q, rank(page.after().get(0)), sku(page.after().get(1)), page.rowsToRead());
        return Page.of(
                        hits,
                        page,
                        hit -> List.of(Float.toString(hit.rank()), hit.product().sku()))
                .map(hit -> ProductView.of(hit.product()));
    }

    private static String sku(String text) {
        if (!Sku.isValid(text)) {
            throw PageRequest.badCursor();
        }
        return text;
    }

    private static float rank(String text) {
        try {
            return Float.parseFloat(text);
        } catch (NumberFormatException e) {
            throw PageRequest.badCursor();
        }
    }
}
