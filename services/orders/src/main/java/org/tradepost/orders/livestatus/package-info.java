/**
 * Live order status: a stream of server-sent events for each reader that follows an order.
 *
 * <p>Invariants: a reader gets every entry of the order's history behind the last one seen, once and in order; nothing is written to
 * a reader whose access token is not valid any more; no stream holds a thread, and none keeps more than one batch in memory.
 */
package org.tradepost.orders.livestatus;
