package org.tradepost.gateway.shedding.entity;

/**
 * Bounds of answers that go on until their client has enough of them.
 *
 * @param most open at once, and as many connections to the service ({@code tradepost.gateway.streams.most})
 * @param perAddress open at once for one client address ({@code tradepost.gateway.streams.per-address})
 */
public record StreamSettings(int most, int perAddress) {}
