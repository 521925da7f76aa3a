/** The published contracts, held against what the code sends. */
package org.tradepost.orders.contracts;
