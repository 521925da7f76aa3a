package org.tradepost.gateway.limits.entity;

/**
 * A named quota, as it is published in {@code RateLimit-Policy} (draft-ietf-httpapi-ratelimit-headers). Its partition key, the
 * address for example, is not published.
 *
 * @param name of letters and hyphens
 * @param quota what it allows
 * @param description its item of the header
 */
public record Policy(String name, Quota quota, String description) {

    public Policy(String name, Quota quota) {
        this(
                name,
                quota,
                '"' + name + "\";q=" + quota.requests() + ";w=" + quota.window().toSeconds());
    }

    /** Its item of the {@code RateLimit} header. */
    String state(long remaining, long resetSeconds) {
        return '"' + name + "\";r=" + remaining + ";t=" + resetSeconds;
    }
}
