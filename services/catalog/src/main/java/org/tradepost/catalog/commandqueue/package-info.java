/**
 * Bounded queues of commands, by which operators have this service do what is no answer to a request: tend the cache, adjust stock.
 *
 * <p>Invariants:
 *
 * <ul>
 *   <li>What was accepted is in the database, and ends: done, failed with its reason, or rejected because no handler knows its type.
 *   <li>What was refused is nowhere. No more than the size of a queue ever waits in it, however many producers and replicas there are.
 *   <li>The effect of a command on the database commits with its end, so it happens once.
 * </ul>
 *
 * <p>No order is promised. A replica works a queue in the order of acceptance, but several replicas do so at the same time, and what
 * failed is tried again later.
 */
package org.tradepost.catalog.commandqueue;
