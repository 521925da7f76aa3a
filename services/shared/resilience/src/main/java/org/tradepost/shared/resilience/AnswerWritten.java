package org.tradepost.shared.resilience;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.ext.Provider;
import jakarta.ws.rs.ext.WriterInterceptor;
import jakarta.ws.rs.ext.WriterInterceptorContext;
import java.io.IOException;

/** A request is in flight until the last byte of its answer is handed to the container. */
@Provider
@ApplicationScoped
@Priority(AnswerWritten.AROUND_ALL_OTHERS)
public class AnswerWritten implements WriterInterceptor {

    static final int AROUND_ALL_OTHERS = 0;

    @Inject
    RequestsInFlight inFlight;

    @Override
    public void aroundWriteTo(WriterInterceptorContext context) throws IOException {
        try {
            context.proceed();
        } finally {
            if (context.getProperty(DeadlineFilter.PROPERTY) instanceof Long id) {
                inFlight.ended(id);
            }
        }
    }
}
