/**
 * Events between services. What a service states as a fact is written to its outbox in the transaction of the change; the relay
 * sends it to Kafka at least once and in order per aggregate; consumers record each event in the transaction of its effect.
 * Invariants: no committed fact is unsent for ever, none is sent that did not commit, and none takes effect twice.
 */
package org.tradepost.shared.outbox;
