/** What a subscription, its deliveries and their signatures are, and which receivers are allowed. */
package org.tradepost.orders.webhook.entity;
