/**
 * What is kept of every call, whichever service answers it: counters, times, results of business operations and access records; and
 * the state of connection pools.
 *
 * <p>Invariants: no caller can make new series, because labels have declared values only (routes, never paths); no record holds a
 * query, a body or a header other than the user agent.
 */
package org.tradepost.shared.observability;
