/** The use cases of checkout, one class each, and the saga that carries them out: its storage, its driver and its ports. */
package org.tradepost.orders.checkout.control;
