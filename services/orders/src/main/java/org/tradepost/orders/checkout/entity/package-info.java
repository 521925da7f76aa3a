/** The durable state of a checkout, refund or cancellation, and the pure rules by which it moves on. */
package org.tradepost.orders.checkout.entity;
