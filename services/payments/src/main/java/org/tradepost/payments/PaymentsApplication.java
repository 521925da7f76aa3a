package org.tradepost.payments;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;
import java.util.Set;
import org.tradepost.payments.payment.boundary.InternalPaymentsResource;
import org.tradepost.payments.payment.boundary.PaymentsResource;
import org.tradepost.payments.payment.boundary.PersonResource;
import org.tradepost.shared.rest.RestFeatures;

/** The HTTP side of payments. */
@ApplicationPath("/")
public class PaymentsApplication extends Application {
    @Override
    public Set<Class<?>> getClasses() {
        return RestFeatures.with(PaymentsResource.class, InternalPaymentsResource.class, PersonResource.class);
    }
}
