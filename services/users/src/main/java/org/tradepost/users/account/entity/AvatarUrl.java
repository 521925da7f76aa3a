package org.tradepost.users.account.entity;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Objects;

/** Where a picture of the user is found. Only https, and no user info, so that it is safe to put on a page. */
public record AvatarUrl(String value) {

    private static final int MAX_LENGTH = 2000;

    public AvatarUrl {
        Objects.requireNonNull(value, "value");
        if (value.length() > MAX_LENGTH) {
            throw new IllegalArgumentException("must have at most " + MAX_LENGTH + " characters");
        }
        URI uri = parse(value);
        if (!"https".equalsIgnoreCase(uri.getScheme()) || uri.getHost() == null || uri.getUserInfo() != null) {
            throw new IllegalArgumentException("must be an https address");
        }
    }

    private static URI parse(String value) {
        try {
            return new URI(value);
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("must be an https address", e);
        }
    }

    @Override
    public String toString() {
        return "AvatarUrl[hidden]";
    }
}
