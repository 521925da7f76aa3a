/**
 * The users service: accounts, login, and the activity feed of a user.
 *
 * <p>It owns who somebody is, what they may do and whether they may do it now. It is the only place that holds personal
 * data of an account, the only one that knows passwords (as Argon2id hashes), and the only one that signs access tokens.
 *
 * <p>Invariants: an e-mail address, whatever its case, has at most one account; there is always an active administrator
 * once there was one; an account's version grows by one with every change and is the sequence of the event that tells
 * of it; one change, one event; no event, log line or audit view holds personal data.
 *
 * <p>Events out, on {@code tradepost.users}: user-registered, user-updated, user-status-changed, user-deleted. Events
 * in, from {@code tradepost.orders}: order-placed, order-confirmed, order-rejected, order-cancelled, order-refunded; from
 * {@code tradepost.audit}: entry-recorded; and its own, by which each replica hears what the others change and forgets the
 * accounts it keeps of that in memory. What it cannot handle is told on {@code tradepost.users.dead-letter}.
 */
package org.tradepost.users;
