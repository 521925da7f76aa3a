/**
 * What stands between a service and those it calls: one {@link org.tradepost.shared.resilience.Guard} per client, and the
 * {@link org.tradepost.shared.resilience.Deadline} that a request brings along.
 */
package org.tradepost.shared.resilience;
