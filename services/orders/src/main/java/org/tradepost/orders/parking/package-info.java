/** Events of other services that this one could not handle, as administrators see them. */
package org.tradepost.orders.parking;
