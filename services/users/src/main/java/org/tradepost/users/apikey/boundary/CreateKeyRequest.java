package org.tradepost.users.apikey.boundary;

import java.time.Instant;
import java.util.List;

/**
 * The key that is wanted.
 *
 * @param name what to call it
 * @param permissions what it may; null for all that its owner may give it
 * @param expiresAt null for as late as may be
 * @param requestsPerMinute null for the usual limit
 */
public record CreateKeyRequest(String name, List<String> permissions, Instant expiresAt, Long requestsPerMinute) {}
