/** The HTTP side of checkout: placing, cancelling, refunding and resuming orders. */
package org.tradepost.orders.checkout.boundary;
