package org.tradepost.shared.idempotency;

import jakarta.annotation.Priority;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.ext.Provider;
import org.tradepost.shared.problem.CommonError;
import org.tradepost.shared.problem.ProblemException;

/** The check behind {@link RequiresIdempotencyKey}. */
@Provider
@RequiresIdempotencyKey
@Priority(Priorities.AUTHENTICATION + 100)
public class IdempotencyKeyFilter implements ContainerRequestFilter {

    @Override
    public void filter(ContainerRequestContext request) {
        String key = request.getHeaderString("Idempotency-Key");
        if (key == null || key.isBlank()) {
            throw new ProblemException(
                    CommonError.IDEMPOTENCY_KEY_MISSING, "Send an Idempotency-Key, e.g. a UUID made for this request");
        }
        IdempotencyRecords.requireWellFormed(key);
    }
}
