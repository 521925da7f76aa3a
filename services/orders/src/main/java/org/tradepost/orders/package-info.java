/**
 * The orders service. It owns orders, their history, and the sagas that carry them out.
 *
 * <p>Invariants: an order that was acknowledged is never lost; each change of an order is one version with one entry in its
 * append-only history, from which its state can be rebuilt; what is given back never exceeds what was captured and sold; whoever
 * drives a saga holds its lease; no lock is ever held across a call to another service.
 *
 * <p>Events out, on {@code tradepost.orders}: order-placed, order-confirmed, order-rejected, order-cancelling, order-cancelled,
 * order-refunded, order-needs-attention, order-resumed. Events in, from {@code tradepost.users}: user-deleted, whose addresses it
 * erases; from all topics but the audit log: whatever a webhook has subscribed to. What it cannot handle is told on {@code tradepost.orders.dead-letter}.
 */
package org.tradepost.orders;
