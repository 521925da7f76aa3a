package org.tradepost.shared.identity;

import jakarta.enterprise.context.RequestScoped;
import java.util.Optional;
import org.tradepost.shared.problem.CommonError;
import org.tradepost.shared.problem.ProblemException;

/** The caller of the current request, known after authentication. Read it before handing work to another thread. */
@RequestScoped
public class CallerContext {

    private Caller caller;

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

    /** What idempotency keys of this caller are scoped to. */
    public String scope() {
        return caller == null ? "anonymous" : caller.userId().toString();
    }

    void set(Caller authenticated) {
        caller = authenticated;
    }
}
