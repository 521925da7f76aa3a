/**
 * Signed messages: HTTP Message Signatures (RFC 9421) with their content digests (RFC 9530), and an envelope signed over canonical
 * JSON (RFC 8785). Plain Java: the gateway verifies and signs with it, partners may use {@link SigningClient}.
 */
package org.tradepost.shared.signing;
