package org.tradepost.client.http;

import java.io.IOException;
import java.net.URI;

/** No answer came: nobody listens there, or the connection broke. Whether a request took effect is not known. */
public final class ApiUnreachable extends ApiFailure {
    private static final long serialVersionUID = 1L;

    ApiUnreachable(URI baseUrl, IOException cause) {
        super("Tradepost does not answer at " + baseUrl + " (" + reason(cause) + ")", cause);
    }

    private static String reason(IOException cause) {
        String message = cause.getMessage();
        return message == null
                ? cause.getClass().getSimpleName()
                : message.lines().findFirst().orElse("");
    }
}
