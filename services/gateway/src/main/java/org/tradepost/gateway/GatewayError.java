package org.tradepost.gateway;

import org.tradepost.shared.problem.ErrorCode;

/** The refusals that only the gateway gives. */
public enum GatewayError implements ErrorCode {
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
