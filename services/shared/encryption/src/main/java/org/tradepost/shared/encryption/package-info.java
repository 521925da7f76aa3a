/**
 * Encrypted columns: AES-256-GCM in compact JWE, each value bound to its table, column and row, under keys that rotate while the
 * service runs. No format and no cryptography of our own.
 */
package org.tradepost.shared.encryption;
