package org.tradepost.users.session.entity;

import java.time.Instant;
import java.util.UUID;

/**
 * A login that lasts.
 *
 * @param began when the password was checked
 * @param refresh prolongs it once
 */
public record Session(UUID id, UUID user, Instant began, RefreshToken refresh) {}
