/**
 * Caches in process, read through and dropped on change. Plain Java: it knows neither databases nor brokers, so that the gateway may
 * use it, too.
 *
 * <p>Invariant: whoever asks after an invalidation is never given what was read before it, however long that reading took.
 */
package org.tradepost.shared.cache;
