package org.tradepost.gateway.signing.entity;

import org.tradepost.shared.problem.ErrorCode;

/** The refusals of signed messages. */
public enum SignatureError implements ErrorCode {
    SIGNATURE_MALFORMED(400, "The signature cannot be understood"),
    ENVELOPE_EXPIRED(400, "The envelope is too old or from the future"),
    SIGNATURE_REQUIRED(401, "Requests of this caller must be signed"),
    SIGNATURE_INVALID(401, "The signature is not accepted"),
    SIGNATURE_REPLAYED(401, "The signed request was received before"),
    ENVELOPE_REPLAYED(409, "The envelope was received before");

    private final int status;
    private final String title;

    SignatureError(int status, String title) {
        this.status = status;
        this.title = title;
    }

    @Override
    public int status() {
        return status;
    }

    @Override
    public String title() {
        return title;
    }
}
