package org.tradepost.shared.health;

import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;
import java.util.logging.Logger;
import org.jdbi.v3.core.ConnectionException;
import org.tradepost.shared.problem.CommonError;
import org.tradepost.shared.problem.Problem;
import org.tradepost.shared.rest.DebugLog;

/**
 * A request that gets no connection to the service's database, because it is away or all connections are taken for too long, is refused with
 * 503, to be tried again. To callers from outside 503 says that no order, cancellation, refund or import was begun: whoever needs a connection
 * once part of one is committed must not let this exception through bare. Between services every 5xx is an unknown outcome.
 */
@Provider
public class NoDatabaseConnection implements ExceptionMapper<ConnectionException> {
    private static final Logger LOG = Logger.getLogger(NoDatabaseConnection.class.getName());
    private static final int RETRY_AFTER_SECONDS = 1;

    @Override
    public Response toResponse(ConnectionException none) {
        // The relay and the health check warn of an outage already; each of its requests need not.
        DebugLog.fine(LOG, "no database connection", none);
        return Response.status(Response.Status.SERVICE_UNAVAILABLE)
                .header("Retry-After", RETRY_AFTER_SECONDS)
                .entity(Problem.of(CommonError.SERVICE_UNAVAILABLE, "The database cannot be reached; try again"))
                .type(Problem.MEDIA_TYPE)
                .build();
    }
}
