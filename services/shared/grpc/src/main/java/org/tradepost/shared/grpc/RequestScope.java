package org.tradepost.shared.grpc;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.control.ActivateRequestContext;
import java.util.function.Supplier;

/** A CDI request for work that came without one. */
@ApplicationScoped
public class RequestScope {

    @ActivateRequestContext
    <T> T within(Supplier<T> work) {
        return work.get();
    }
}
