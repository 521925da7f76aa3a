/** Test support: access tokens without a users service. */
package org.tradepost.orders.livestatus.testing;
