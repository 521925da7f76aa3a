/**
 * The audit log as each service sees it: who did what to which object, when, from where and with which outcome. An entry about an
 * effect is written to the outbox in the transaction of the effect, so neither exists without the other; an entry about a refusal
 * is written a moment later, and of a flood of refusals only as many as do no harm, with the number of the others. The service
 * users keeps all entries in one hash-chained list.
 * Invariants: no e-mail address, name, password, token or key is in an entry; the client's address stands beside it, erasable.
 */
package org.tradepost.shared.audit;
