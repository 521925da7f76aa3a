package org.tradepost.orders.webhook.entity;

import java.net.URI;
import java.net.URISyntaxException;

/**
 * Where a subscription's events go: an absolute https address without user and fragment.
 *
 * @param uri as it was given
 */
public record ReceiverUrl(URI uri) {

    private static final int LONGEST = 2048;

    /**
     * @param allowHttp whether plain http is allowed: for development only
     * @throws IllegalArgumentException with a message fit for the caller
     */
    public static ReceiverUrl of(String text, boolean allowHttp) {
        if (text == null || text.length() > LONGEST) {
            throw new IllegalArgumentException("must be an https address of at most " + LONGEST + " characters");
        }
        URI uri;
        try {
            uri = new URI(text);
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("must be an https address");
        }
        if (!"https".equals(uri.getScheme()) && !(allowHttp && "http".equals(uri.getScheme()))) {
            throw new IllegalArgumentException("must be an https address");
        }
        if (uri.getHost() == null || uri.getPort() == 0 || uri.getPort() > 65_535) {
            throw new IllegalArgumentException("must name a host, and a port from 1 to 65535 if any");
        }
        if (uri.getRawUserInfo() != null || uri.getRawFragment() != null) {
            throw new IllegalArgumentException("must have neither user nor fragment");
        }
        return new ReceiverUrl(uri);
    }

    /** The host; an IPv6 address without its brackets. */
    public String host() {
        String host = uri.getHost();
        return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    }

    @Override
    public String toString() {
        return uri.toString();
    }
}
