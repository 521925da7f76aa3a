/**
 * API keys: long-lived credentials for programs, with a part of their owner's permissions.
 *
 * <p>Invariants: a key is shown once, where it is made, and kept as a hash only; it never permits what its owner may not do now, nor
 * anything about credentials; a revoked or expired key stays on the list and opens nothing.
 */
package org.tradepost.users.apikey;
