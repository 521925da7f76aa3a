/** Reading orders: lists, single orders with their lines, histories, and the sales report. Nothing here writes. */
package org.tradepost.orders.ordering.control;
