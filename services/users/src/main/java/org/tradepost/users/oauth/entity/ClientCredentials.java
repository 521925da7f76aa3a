package org.tradepost.users.oauth.entity;

/**
 * How a client says who it is.
 *
 * @param secret null for a client that cannot keep one
 */
public record ClientCredentials(String clientId, ClientSecret secret) {}
