package org.tradepost.users.account.entity;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * Where a picture of the user is found: https, a public host by its name, no user info. It is never fetched by any service, and who
 * shows it on a page, or fetches it after all, is not led to an address inside.
 */
public record AvatarUrl(String value) {

    private static final int MAX_LENGTH = 2000;
    /** Labels, of which the last is none of the forms in which an IPv4 address can be written. */
    private static final Pattern PUBLIC_NAME = Pattern.compile(
            "(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]", Pattern.CASE_INSENSITIVE);
    /** Names that no public server has (RFC 6761, RFC 6762, RFC 8375, ICANN's {@code internal}). */
    private static final Pattern INTERNAL_NAME = Pattern.compile(
            "(?:^|\\.)(?:localhost|local|internal|intranet|lan|home\\.arpa|localdomain)$", Pattern.CASE_INSENSITIVE);

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

    /** One that somebody gives now; those that are stored already may name any host. */
    public static AvatarUrl given(String value) {
        AvatarUrl url = new AvatarUrl(value);
        String host = parse(value).getHost();
        if (!PUBLIC_NAME.matcher(host).matches() || INTERNAL_NAME.matcher(host).find()) {
            throw new IllegalArgumentException("must name a public host, not an address or an internal name");
        }
        return url;
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
