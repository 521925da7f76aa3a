package org.tradepost.users.activity.entity;

import java.time.Instant;
import java.util.UUID;

/**
 * One entry of a feed.
 *
 * @param id id of the event that told of it
 * @param type what happened
 * @param orderId to which order
 * @param occurredAt when, by the clock of the service that told of it
 */
public record Activity(UUID id, ActivityType type, UUID orderId, Instant occurredAt) {}
