package org.tradepost.shared.rest;

import java.util.Optional;
import java.util.function.Supplier;

/**
 * One thing that the work of a thread comes with, such as whom it is done for, and that goes along when another thread goes on with
 * the work. Virtual threads do not inherit it by themselves.
 */
public final class WorkContext<T> {

    private final ThreadLocal<T> current = new ThreadLocal<>();

    /** That of what this thread is doing. */
    public Optional<T> current() {
        return Optional.ofNullable(current.get());
    }

    /** Holds for this thread until it is replaced; null clears it. */
    public void set(T value) {
        if (value == null) {
            current.remove();
        } else {
            current.set(value);
        }
    }

    /** The work, done with the value by whichever thread runs it, which then has again what it had. */
    public <R> Supplier<R> with(T value, Supplier<R> work) {
        return () -> {
            T before = current.get();
            set(value);
            try {
                return work.get();
            } finally {
                set(before);
            }
        };
    }

    /** The work, done with what this thread has by whichever thread runs it. */
    public <R> Supplier<R> handedOn(Supplier<R> work) {
        return current().map(value -> with(value, work)).orElse(work);
    }
}
