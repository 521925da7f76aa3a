package org.tradepost.users.session.entity;

import java.time.Instant;
import java.util.UUID;

/**
 * What is known of a login, present or past.
 *
 * @param endedAt when it ended before its time; null when it did not
 * @param reason why it ended before its time; null when it did not
 */
public record KeptSession(UUID id, Instant beganAt, Instant expiresAt, Instant endedAt, EndReason reason) {}
