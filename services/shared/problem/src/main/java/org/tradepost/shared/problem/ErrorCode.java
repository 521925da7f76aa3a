package org.tradepost.shared.problem;

/** One entry of a service's error enum: a stable code that clients may branch on, and the HTTP status it is answered with. */
public interface ErrorCode {

    /** The stable, upper-case code, e.g. {@code OUT_OF_STOCK}. */
    String name();

    /** HTTP status, 400 to 599. */
    int status();

    /** A short summary of the kind of problem that does not change from occurrence to occurrence (RFC 9457, section 3.1.4). */
    String title();
}
