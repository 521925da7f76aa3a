package org.tradepost.gateway.edge.entity;

import jakarta.servlet.ServletRequest;
import java.util.Optional;

/**
 * The body of a request that had to be read before it could be let in. Its stream is used up, so whoever passes the request on sends
 * this.
 */
@SuppressWarnings("ArrayRecordComponent") // never compared, only passed on
public record KeptBody(byte[] bytes) {

    private static final String ATTRIBUTE = KeptBody.class.getName();

    public static Optional<KeptBody> of(ServletRequest request) {
        return Optional.ofNullable((KeptBody) request.getAttribute(ATTRIBUTE));
    }

    public void attachTo(ServletRequest request) {
        request.setAttribute(ATTRIBUTE, this);
    }
}
