/**
 * The gateway: Tradepost's only public entry.
 *
 * <p>Owns: the table of public routes, rate limits, the published API document, and the overview that joins a user with the
 * latest orders. It keeps no data.
 *
 * <p>Invariants: a path that two parsers could read differently is refused before it is routed; what is not in the route table
 * does not exist; internal headers never pass in either direction; bodies are streamed, and collected only to verify or make a signature; a failure before
 * the answer has begun is a whole problem document, and one after that is never mended with other content.
 *
 * <p>Events in: none. Events out: none.
 */
package org.tradepost.gateway;
