package org.tradepost.orders.checkout.control;

/**
 * Work of this service that is not done.
 *
 * @param unfinished sagas that are under way or wait for their next attempt
 * @param oldestSeconds age of the oldest of them; 0 when there is none
 * @param overdue those that nobody has taken up although they were due, or their lease ended, 25 s ago
 * @param needingAttention sagas that wait for a person
 * @param outboxLag events that wait to be sent, counted up to 100,000
 */
public record SagaBacklog(long unfinished, long oldestSeconds, long overdue, long needingAttention, long outboxLag) {}
