package org.tradepost.gateway;

import org.tradepost.shared.problem.ErrorCode;

/** The refusals that only the gateway gives. */
public enum GatewayError implements ErrorCode {
    SIGNATURE_MALFORMED(400, "The signature cannot be understood"),
    ENVELOPE_EXPIRED(400, "The envelope is too old or from the future"),
    SIGNATURE_REQUIRED(401, "Requests of this caller must be signed"),
    SIGNATURE_INVALID(401, "The signature is not accepted"),
    SIGNATURE_REPLAYED(401, "The signed request was received before"),
    ENVELOPE_REPLAYED(409, "The envelope was received before"),
    OVERLOADED(503, "More requests at once than can be answered");

    private final int status;
    private final String title;

    GatewayError(int status, String title) {
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
