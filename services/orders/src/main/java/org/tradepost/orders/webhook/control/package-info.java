/** Subscriptions and the log of deliveries as they are stored; recording what is to be sent, and sending it. */
package org.tradepost.orders.webhook.control;
