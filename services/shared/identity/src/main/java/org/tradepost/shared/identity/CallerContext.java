package org.tradepost.shared.identity;

import jakarta.enterprise.context.RequestScoped;
import java.util.Optional;
import org.tradepost.shared.problem.CommonError;
import org.tradepost.shared.problem.ProblemException;

/** The caller of the current request, known after authentication. Read it before handing work to another thread. */
@RequestScoped
public class CallerContext {

    private Caller caller;
    private String token;
    private Caller onBehalfOf;

    /**
     * @throws ProblemException 401 when the endpoint is public and nobody was authenticated
     */
    public Caller caller() {
        if (caller == null) {
            throw new ProblemException(CommonError.UNAUTHORIZED, "Send a valid access token");
        }
        return caller;
    }

    public Optional<Caller> optionalCaller() {
        return Optional.ofNullable(caller);
    }

    /** Whom a service of our own makes this request for, by that caller's own token; empty when for itself. */
    public Optional<Caller> onBehalfOf() {
        return Optional.ofNullable(onBehalfOf);
    }

    /** What calls to other services in the course of this request carry along. */
    public OnBehalfOf forwarded() {
        return new OnBehalfOf(caller(), token);
    }

    /** What idempotency keys of this caller are scoped to. */
    public String scope() {
        return caller == null ? "anonymous" : caller.userId().toString();
    }

    void set(Caller authenticated) {
        caller = authenticated;
    }

    /** For whoever has verified the token of this request. */
    public void set(Caller authenticated, String presented) {
        caller = authenticated;
        token = presented;
    }

    void actFor(Caller other) {
        onBehalfOf = other;
    }
}
