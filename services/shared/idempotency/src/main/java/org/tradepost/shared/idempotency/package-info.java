/**
 * Idempotency keys. Invariant: the record of an answer commits in the transaction of the effect that it answers for, so that a
 * repeated request can neither repeat the effect nor be told of one that was lost. Keys are scoped to their caller and kept 24 h.
 */
package org.tradepost.shared.idempotency;
