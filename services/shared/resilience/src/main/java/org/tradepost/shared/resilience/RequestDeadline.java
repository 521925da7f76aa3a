package org.tradepost.shared.resilience;

import jakarta.enterprise.context.RequestScoped;
import java.util.Optional;
import java.util.function.Supplier;
import org.tradepost.shared.problem.ProblemException;

/** Until when the present request is waited for. Read it before handing work to another thread. */
@RequestScoped
public class RequestDeadline {

    private Deadline deadline;

    /** Empty when whoever asks did not say. */
    public Optional<Deadline> deadline() {
        return Optional.ofNullable(deadline);
    }

    /**
     * To be called before work that would be in vain without a caller.
     *
     * @throws ProblemException 504 when the time is up
     */
    public void requireLeft() {
        if (deadline != null) {
            deadline.requireLeft();
        }
    }

    /** The work, done under this request's deadline by whichever thread runs it. */
    public <T> Supplier<T> carriedBy(Supplier<T> work) {
        return deadline == null ? work : deadline.carriedBy(work);
    }

    void set(Deadline brought) {
        deadline = brought;
    }
}
