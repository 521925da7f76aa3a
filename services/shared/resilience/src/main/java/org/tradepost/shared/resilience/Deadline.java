package org.tradepost.shared.resilience;

import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.tradepost.shared.problem.CommonError;
import org.tradepost.shared.problem.ProblemException;
import org.tradepost.shared.rest.WorkContext;

/**
 * Until when somebody waits for an answer. It travels as the time that is left, so clocks need not agree, and is bound to one piece
 * of work on one thread: what goes on without the caller, such as the saga of a stored order, has none.
 */
public final class Deadline {

    /** Milliseconds that are left, in up to eight digits. The gateway sets it and lets none in from outside. */
    public static final String HEADER = "Tradepost-Timeout-Ms";

    private static final Pattern MILLIS = Pattern.compile("[0-9]{1,8}");
    private static final WorkContext<Deadline> CURRENT = new WorkContext<>();

    private final long end;
    private final LongSupplier nanoTime;

    private Deadline(long end, LongSupplier nanoTime) {
        this.end = end;
        this.nanoTime = nanoTime;
    }

    public static Deadline in(Duration time) {
        return in(time, System::nanoTime);
    }

    /** @param nanoTime a clock that only grows */
    public static Deadline in(Duration time, LongSupplier nanoTime) {
        return new Deadline(nanoTime.getAsLong() + time.toNanos(), nanoTime);
    }

    /** From the header's value; nothing when that is absent or no number of milliseconds. */
    public static Optional<Deadline> of(String header) {
        return header != null && MILLIS.matcher(header).matches()
                ? Optional.of(in(Duration.ofMillis(Long.parseLong(header))))
                : Optional.empty();
    }

    /** That of the work this thread does; empty when nobody waits for it. */
    public static Optional<Deadline> current() {
        return CURRENT.current();
    }

    /**
     * To be called before work that would be in vain without a caller: a transaction, a long read.
     *
     * @throws ProblemException 504 when the time of the work this thread does is up
     */
    public static void requireTime() {
        CURRENT.current().ifPresent(Deadline::requireLeft);
    }

    /** @throws ProblemException 504 when the time is up */
    public void requireLeft() {
        if (isOver()) {
            throw new ProblemException(
                    CommonError.GATEWAY_TIMEOUT,
                    "The time for this request was up before it was done; nothing has changed");
        }
    }

    /** What is left; negative when it is over. */
    public Duration left() {
        return Duration.ofNanos(end - nanoTime.getAsLong());
    }

    public boolean isOver() {
        return end - nanoTime.getAsLong() <= 0;
    }

    /** What is left, for whoever is called next. */
    public String header() {
        return Long.toString(Math.min(Math.max(0, left().toMillis()), 99_999_999));
    }

    /** The work, done under this deadline by whichever thread runs it. */
    public <T> Supplier<T> carriedBy(Supplier<T> work) {
        return CURRENT.with(this, work);
    }

    /** The work, done under the deadline that this thread works under by whichever thread runs it. */
    public static <T> Supplier<T> handedOn(Supplier<T> work) {
        return CURRENT.handedOn(work);
    }
}
