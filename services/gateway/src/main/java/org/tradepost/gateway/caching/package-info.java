/**
 * A shared cache after RFC 9111 for what everybody may read. It is stricter than the standard allows: an answer is kept only where the
 * service says so in so many words, and asked for in the gateway's own words, so that nothing of a client's request but its target can
 * get into what others are given.
 */
package org.tradepost.gateway.caching;
