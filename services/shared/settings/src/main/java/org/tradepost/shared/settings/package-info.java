/**
 * Settings that are typed, documented and, where it makes sense, live: a {@link org.tradepost.shared.settings.Setting} says what it
 * is, sources say its value, and {@link org.tradepost.shared.settings.LiveSettings} tells those who use it when that changes.
 *
 * <p>Invariants: a value that does not fit never replaces one that does; a source that is away changes nothing; no value of a secret
 * is shown or logged. Plain Java and CDI, without a database: the gateway has it, too.
 */
package org.tradepost.shared.settings;
