package org.tradepost.cli.drill.load;

/**
 * One call as its caller saw it.
 *
 * @param buyer who called, from 0
 * @param action what for, e.g. {@code order}, {@code read}
 * @param intent marker of what it was to bring about; null for a read
 * @param atMillis when it was sent, since the load began
 * @param tookMillis until the answer, or until the caller gave up
 * @param status HTTP status; 0 when there was no answer
 * @param code the problem's code, or what went wrong on the way; empty for a success
 * @param orderId the order that the answer names; null when it names none
 * @param orderStatus its status in the answer; null when there is none
 * @param refundId the refund that the answer names; null when it names none
 */
public record Call(
        int buyer,
        String action,
        String intent,
        long atMillis,
        long tookMillis,
        int status,
        String code,
        Outcome outcome,
        String orderId,
        String orderStatus,
        String refundId) {}
