package org.tradepost.orders.checkout.control;

/**
 * Sagas that are not at rest.
 *
 * @param unfinished those that are under way or wait for their next attempt
 * @param oldestSeconds age of the oldest of them; 0 when there is none
 * @param overdue those that nobody has taken up although they were due, or their lease ended, 25 s ago
 * @param needingAttention those that wait for a person
 */
public record SagaBacklog(long unfinished, long oldestSeconds, long overdue, long needingAttention) {}
