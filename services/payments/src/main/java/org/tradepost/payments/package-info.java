/**
 * Payments: what customers were charged, what they got back, and the ledger that proves both.
 *
 * <p>Owns: payments, their refunds, the double-entry ledger; and, apart from them with a schema, a role and a data source
 * of its own, the sandbox bank that stands behind the provider port.
 *
 * <p>Invariants: one payment and at most one capture per order; a payment is charged under one key only, so that asking
 * again never charges again; a payment is VOIDED only once the provider has confirmed that it will never charge it; what is
 * promised to refunds never exceeds what was captured; every ledger transaction balances per currency and is never
 * changed. The first, the fourth and the last are enforced by the database. No transaction or lock is ever held while the
 * provider is being asked.
 *
 * <p>Events out, on {@code tradepost.payments}, keyed by payment id, {@code sequence} being the payment's version:
 * payment-captured, payment-declined, payment-voided, payment-refunded. Events in: none; orders asks over HTTP.
 */
package org.tradepost.payments;
