package org.tradepost.client.http;

/** A call that did not come to what was asked for; its message is one line for a person. */
public abstract sealed class ApiFailure extends RuntimeException permits ApiRefusal, ApiUnreachable {
    private static final long serialVersionUID = 1L;

    ApiFailure(String line, Throwable cause) {
        super(line, cause);
    }
}
