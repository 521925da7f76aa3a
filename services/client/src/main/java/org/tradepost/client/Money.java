package org.tradepost.client;

/**
 * An amount of money.
 *
 * @param amount in minor units, such as pence
 * @param currency ISO 4217
 */
public record Money(long amount, String currency) {}
