package org.tradepost.users.partnerkey.entity;

/**
 * A key as the gateway needs it.
 *
 * @param usable whether signatures by it are accepted now: it is active, and so is its owner
 */
public record KnownKey(PartnerKey key, boolean usable) {}
