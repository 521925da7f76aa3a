/** Orders as rows, for tests that only read them. */
package org.tradepost.orders.ordering.testing;
