package org.tradepost.gateway.shedding.entity;

import java.time.Duration;

/**
 * Bounds of answers that go on until their client has enough of them.
 *
 * @param most open at once, and as many connections to the service ({@code tradepost.gateway.streams.most})
 * @param perAddress open at once for one client address ({@code tradepost.gateway.streams.per-address})
 * @param silence after which the service is given up; longer than its heartbeat ({@code tradepost.gateway.streams.silence}, in
 *     milliseconds)
 */
public record StreamSettings(int most, int perAddress, Duration silence) {}
