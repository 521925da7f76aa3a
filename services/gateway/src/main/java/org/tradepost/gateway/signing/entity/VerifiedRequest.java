package org.tradepost.gateway.signing.entity;

import jakarta.servlet.ServletRequest;
import org.tradepost.shared.signing.HttpMessage;

/** A request whose signature is good; its answer will be signed. */
public record VerifiedRequest(HttpMessage message) {

    private static final String ATTRIBUTE = VerifiedRequest.class.getName();

    /** Null for a request that was not verified. */
    public static VerifiedRequest of(ServletRequest request) {
        return (VerifiedRequest) request.getAttribute(ATTRIBUTE);
    }

    public void attachTo(ServletRequest request) {
        request.setAttribute(ATTRIBUTE, this);
    }
}
