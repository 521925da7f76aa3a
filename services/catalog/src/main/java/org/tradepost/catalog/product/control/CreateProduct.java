package org.tradepost.catalog.product.control;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import org.tradepost.catalog.CatalogError;
import org.tradepost.catalog.product.entity.Product;
import org.tradepost.catalog.product.entity.ProductDetails;
import org.tradepost.shared.problem.ProblemException;

/** Adds a product to the catalogue, with a place in stock. */
@ApplicationScoped
public class CreateProduct {

    private final ProductStore products;
    private final ProductShelf shelf;
    private final ProductEvents events;

    @Inject
    public CreateProduct(ProductStore products, ProductShelf shelf, ProductEvents events) {
        this.products = products;
        this.shelf = shelf;
        this.events = events;
    }

    /** For the container's proxy. */
    protected CreateProduct() {
        this(null, null, null);
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
        return created.product();
    }
}
