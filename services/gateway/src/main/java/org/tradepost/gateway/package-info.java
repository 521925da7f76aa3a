/**
 * The gateway: Tradepost's only public entry.
 *
 * <p>Owns: the table of public routes, rate limits, the published API document, and the overview that joins a user with the
 * latest orders. It keeps no data.
 *
 * <p>Invariants: a path that two parsers could read differently is refused before it is routed; what is not in the route table
 * does not exist; internal headers never pass in either direction; bodies are streamed, never collected; an answer is either
 * whole, a problem document, or a broken connection, never a truncated one that looks whole.
 *
 * <p>Events in: none. Events out: none.
 */
package org.tradepost.gateway;
