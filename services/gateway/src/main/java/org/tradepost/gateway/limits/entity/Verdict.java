package org.tradepost.gateway.limits.entity;

/**
 * What a rate limit says to one request.
 *
 * @param allowed whether it may go on
 * @param policy value of the {@code RateLimit-Policy} header
 * @param state value of the {@code RateLimit} header
 * @param retryAfterSeconds when a refused caller may try again; 0 for an allowed one
 */
public record Verdict(boolean allowed, String policy, String state, long retryAfterSeconds) {}
