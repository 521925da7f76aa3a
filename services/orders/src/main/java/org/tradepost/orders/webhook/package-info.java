/**
 * Webhooks: shops are told of events by signed HTTP requests (Standard Webhooks), at least once and in no promised order.
 *
 * <p>Invariants: an event that was consumed while a matching subscription was active has a delivery, which is tried until it is answered
 * or three days have passed, whoever is killed meanwhile; a slow receiver takes nobody else's turn; no connection is made to an
 * address that is not public, whatever a name resolves to. It depends on no other component of the service, nor any on it.
 */
package org.tradepost.orders.webhook;
