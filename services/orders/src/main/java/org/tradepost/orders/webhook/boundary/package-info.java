/** Subscriptions and the log of deliveries over HTTP. */
package org.tradepost.orders.webhook.boundary;
