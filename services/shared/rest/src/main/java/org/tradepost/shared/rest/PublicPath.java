package org.tradepost.shared.rest;

import jakarta.ws.rs.core.UriInfo;

/** The path of a request as callers of the gateway know it: without the context root of the service behind it. */
public final class PublicPath {

    private PublicPath() {}

    /** The raw (still percent-encoded) path. */
    public static String of(UriInfo request) {
        String path = request.getRequestUri().getRawPath();
        String base = request.getBaseUri().getRawPath();
        String root = base.endsWith("/") ? base.substring(0, base.length() - 1) : base;
        return path.startsWith(root) ? path.substring(root.length()) : path;
    }
}
