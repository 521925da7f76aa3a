package org.tradepost.gateway.shedding.boundary;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.tradepost.gateway.GatewayError;
import org.tradepost.gateway.edge.boundary.Check;
import org.tradepost.gateway.edge.control.ClientAddresses;
import org.tradepost.gateway.edge.entity.Exchange;
import org.tradepost.gateway.limits.entity.RouteClass;
import org.tradepost.gateway.shedding.control.StreamGate;
import org.tradepost.gateway.shedding.entity.StreamRefusal;
import org.tradepost.shared.problem.CommonError;
import org.tradepost.shared.problem.ErrorCode;
import org.tradepost.shared.problem.ProblemException;

/**
 * Refuses at the door what could not be answered in time, the least critical first, and streams beyond their own bounds. Needs
 * {@link InFlightFilter} around it.
 */
public final class LoadShedding implements Check {

    private static final String RETRY_AFTER_SECONDS = "1";
    /** Places among the streams become free less often. */
    private static final String STREAM_RETRY_AFTER_SECONDS = "5";

    private final StreamGate streams;
    private final BooleanSupplier draining;

    /** @param draining whether streams are ended, so that none must begin */
    public LoadShedding(StreamGate streams, BooleanSupplier draining) {
        this.streams = streams;
        this.draining = draining;
    }

    @Override
    public Outcome check(HttpServletRequest request, Exchange exchange) {
        RouteClass kind = RouteClass.of(request.getMethod(), exchange.path());
        if (kind == RouteClass.STREAM) {
            letStreamIn(request, exchange);
        } else if (kind != RouteClass.HEALTH && !Passage.of(request).enter(kind)) {
            throw new ProblemException(GatewayError.OVERLOADED, "Too many requests at once; try again shortly")
                    .header("Retry-After", RETRY_AFTER_SECONDS);
        }
        return new Outcome.Passed(exchange);
    }

    private void letStreamIn(HttpServletRequest request, Exchange exchange) {
        if (draining.getAsBoolean()) {
            throw new ProblemException(CommonError.SERVICE_UNAVAILABLE, "This server is stopping; try again")
                    .header("Retry-After", RETRY_AFTER_SECONDS);
        }
        Optional<StreamRefusal> refusal =
                Passage.of(request).enter(streams, ClientAddresses.limitKey(exchange.clientAddress()));
        if (refusal.isPresent()) {
            throw switch (refusal.get()) {
                case ADDRESS -> refusal(CommonError.RATE_LIMITED, "Too many streams of one address");
                case FULL -> refusal(GatewayError.OVERLOADED, "Too many streams at once; try again shortly");
            };
        }
    }

    private static ProblemException refusal(ErrorCode code, String detail) {
        return new ProblemException(code, detail).header("Retry-After", STREAM_RETRY_AFTER_SECONDS);
    }
}
