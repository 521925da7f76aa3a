/**
 * Signed messages: verifies HTTP message signatures (RFC 9421) on any request and signs the answers, and executes signed envelopes.
 * A signature proves that a message is its sender's own; who may do what is still said by the access token or API key.
 */
package org.tradepost.gateway.signing;
