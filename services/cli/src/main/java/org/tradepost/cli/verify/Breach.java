package org.tradepost.cli.verify;

/**
 * A row that breaks an invariant.
 *
 * @param subject what it is about, the same in every pass
 * @param description names the row and says what is wrong with it
 */
record Breach(String subject, String description) {}
