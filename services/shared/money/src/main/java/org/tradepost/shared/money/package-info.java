/** Amounts of money as integers in minor units with their ISO 4217 currency; never floating point. */
package org.tradepost.shared.money;
