package org.tradepost.shared.identity;

import java.util.Optional;
import java.util.function.Supplier;
import org.tradepost.shared.rest.WorkContext;

/**
 * Whom synchronous calls to other services are made for. The caller's own token goes along, so that the callee need not take our
 * word for it. It is bound to one piece of work on one thread; what runs later in the background is this service's own affair.
 *
 * @param caller who asked
 * @param token the access token the request came with
 */
public record OnBehalfOf(Caller caller, String token) {

    /** Carries the caller's access token beside the service's own. The gateway lets none in from outside. */
    public static final String HEADER = "Tradepost-On-Behalf-Of";

    private static final WorkContext<OnBehalfOf> CURRENT = new WorkContext<>();

    /** Whom this thread works for; empty when for the service itself. */
    public static Optional<OnBehalfOf> current() {
        return CURRENT.current();
    }

    /** The work, done for this caller by whichever thread runs it. */
    public <T> Supplier<T> carriedBy(Supplier<T> work) {
        return CURRENT.with(this, work);
    }

    /** The work, done for whom this thread works for by whichever thread runs it. */
    public static <T> Supplier<T> handedOn(Supplier<T> work) {
        return CURRENT.handedOn(work);
    }

    @Override
    public String toString() {
        return "OnBehalfOf[" + caller.userId() + "]";
    }
}
