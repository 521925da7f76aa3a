package org.tradepost.gateway.edge.entity;

/** What the gateway answers itself. */
public enum OwnEndpoint implements Destination {
    LANDING,
    OVERVIEW,
    /** How calls between services go. */
    RESILIENCE,
    /** How the services are set. */
    CONFIG,
    OPENAPI,
    OPENAPI_UI,
    /** Signed envelopes. */
    SECURE,
    /** The public keys with which the gateway signs. */
    SIGNATURE_KEYS
}
