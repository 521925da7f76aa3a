/** Keeps a few of what arrives in a flood, and the number of the others. Depends on nothing. */
package org.tradepost.shared.flood;
