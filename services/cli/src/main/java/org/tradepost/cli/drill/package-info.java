/**
 * {@code tradepost drill}: load and faults on a platform of its own, then the proof that no order was lost, nothing oversold and
 * nobody charged twice. A plan is drawn from a seed, buyers keep a history of what they were told, and in the end that history is
 * held against the databases.
 */
package org.tradepost.cli.drill;
