package org.tradepost.catalog;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;
import java.util.Set;
import org.tradepost.catalog.commandqueue.boundary.QueuesResource;
import org.tradepost.catalog.product.boundary.ProductLookupResource;
import org.tradepost.catalog.product.boundary.ProductsResource;
import org.tradepost.catalog.productimport.boundary.ProductImportsResource;
import org.tradepost.catalog.stock.boundary.ReservationsResource;
import org.tradepost.catalog.stock.boundary.StockAdjustmentsResource;
import org.tradepost.catalog.stock.boundary.StockResource;
import org.tradepost.shared.rest.RestFeatures;

/** The HTTP side of the service. */
@ApplicationPath("/")
public class CatalogApplication extends Application {

    @Override
    public Set<Class<?>> getClasses() {
        return RestFeatures.with(
                ProductsResource.class,
                ProductLookupResource.class,
                StockResource.class,
                StockAdjustmentsResource.class,
                ReservationsResource.class,
                ProductImportsResource.class,
                QueuesResource.class);
    }
}
