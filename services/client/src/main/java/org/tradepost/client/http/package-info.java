/**
 * Requests to the public HTTP API and their answers: pooled connections, credentials, refusals, and what to do when an answer is lost.
 *
 * <p>An answer of any status is an {@link org.tradepost.client.http.ApiResponse}; only {@code expect} turns one into an exception.
 * Nothing is sent twice unless its repetition is harmless, by its nature or by an idempotency key.
 */
package org.tradepost.client.http;
