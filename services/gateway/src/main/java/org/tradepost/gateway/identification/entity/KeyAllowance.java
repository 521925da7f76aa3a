package org.tradepost.gateway.identification.entity;

/**
 * How much the API key of a request may ask; left as a request attribute under the name of this class once the key is verified.
 *
 * @param keyId the key, which is not secret
 * @param requestsPerMinute above 0
 */
public record KeyAllowance(String keyId, long requestsPerMinute) {}
