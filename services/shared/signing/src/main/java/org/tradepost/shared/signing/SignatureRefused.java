package org.tradepost.shared.signing;

/** A signature, or what it should prove, is not accepted. The message is safe to show to the sender. */
public final class SignatureRefused extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Why, as far as the answer depends on it. */
    public enum Reason {
        /** It cannot be understood, or is ambiguous: the sender's software is wrong. */
        MALFORMED,
        /** It does not cover what it must, or lacks a parameter that is required. */
        INCOMPLETE,
        /** Too old, from the future, or past its own expiry. */
        NOT_FRESH,
        /** No such key, or one that may not be used. */
        UNKNOWN_KEY,
        /** The body is not the one that was signed. */
        DIGEST_MISMATCH,
        /** The signature does not match. */
        INVALID
    }

    private final Reason reason;

    public SignatureRefused(Reason reason, String message) {
        super(message, null, false, false);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }

    static SignatureRefused malformed(String message) {
        return new SignatureRefused(Reason.MALFORMED, message);
    }

    static SignatureRefused incomplete(String message) {
        return new SignatureRefused(Reason.INCOMPLETE, message);
    }

    static SignatureRefused invalid() {
        return new SignatureRefused(Reason.INVALID, "The signature does not match");
    }
}
