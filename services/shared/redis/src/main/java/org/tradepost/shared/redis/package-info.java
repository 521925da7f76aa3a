/**
 * Redis, for what may be lost: counts that processes share, and a second level of caches. Whoever uses it works without it, too.
 *
 * <p>Invariant: a process is never given from the second level what it was told to forget before it asked, as long as every other server
 * that takes over the data is reached by a new connection.
 */
package org.tradepost.shared.redis;
