/**
 * A typed client of the public API, for shops, back offices and the command line.
 *
 * <p>Records hold what the OpenAPI documents say, no more and no less; a test compares them. Requests that create something get an
 * idempotency key by themselves and are repeated under it until their outcome is known, with respect to {@code Retry-After}. Lists
 * are read page by page, as far as they are looked at. What is refused is an {@link org.tradepost.client.http.ApiRefusal}.
 */
package org.tradepost.client;
