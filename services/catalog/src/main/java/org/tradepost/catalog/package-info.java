/**
 * The catalog service owns products, their stock, and what orders have reserved of it.
 *
 * <p>Invariants, each also a constraint of the database:
 *
 * <ul>
 *   <li>0 &le; reserved &le; onHand for every SKU; what an order gets was there, or it gets nothing at all.
 *   <li>onHand + sold &minus; restocked = the sum of the adjustments; the ledger of adjustments only grows.
 *   <li>An order reserves once, and its reservation ends once: committed or released, never both. A release that comes first
 *       leaves a tombstone that refuses the late reserve. The service never lets a reservation lapse by itself.
 *   <li>No more of an order comes back into stock than was committed for it.
 * </ul>
 *
 * <p>Components: {@code product} (what is sold), {@code stock} (how much of it there is, and for whom), {@code productimport}
 * (many products at once), {@code commandqueue} (what operators have done later). {@code stock} depends on {@code product}, the last two
 * on both, never the other way.
 *
 * <p>Events out, on {@code tradepost.catalog}: product-created, product-updated, product-deleted, stock-adjusted,
 * products-imported and cache-invalidated. What orders reserve and buy is told by the orders service. Events in: its own only, by which
 * each replica hears what the others change and forgets what it keeps of it in memory, and in Redis where they share that.
 */
package org.tradepost.catalog;
