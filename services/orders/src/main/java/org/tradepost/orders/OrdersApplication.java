package org.tradepost.orders;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;
import java.util.Set;
import org.tradepost.orders.checkout.boundary.CheckoutResource;
import org.tradepost.orders.checkout.boundary.ResumeResource;
import org.tradepost.orders.checkout.boundary.SagaBacklogResource;
import org.tradepost.orders.livestatus.boundary.LiveStatusResource;
import org.tradepost.orders.ordering.boundary.OrderAdministrationResource;
import org.tradepost.orders.ordering.boundary.OrdersResource;
import org.tradepost.orders.ordering.boundary.SalesReportResource;
import org.tradepost.orders.parking.boundary.ParkedEventsResource;
import org.tradepost.orders.personaldata.boundary.DataKeysResource;
import org.tradepost.orders.personaldata.boundary.PersonResource;
import org.tradepost.orders.webhook.boundary.WebhooksResource;
import org.tradepost.shared.rest.RestFeatures;

/** The HTTP side of the service. */
@ApplicationPath("/")
public class OrdersApplication extends Application {

    @Override
    public Set<Class<?>> getClasses() {
        return RestFeatures.with(
                DataKeysResource.class,
                ParkedEventsResource.class,
                PersonResource.class,
                CheckoutResource.class,
                ResumeResource.class,
                SagaBacklogResource.class,
                OrdersResource.class,
                LiveStatusResource.class,
                OrderAdministrationResource.class,
                SalesReportResource.class,
                WebhooksResource.class);
    }
}
