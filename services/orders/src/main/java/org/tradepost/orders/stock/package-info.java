/** The catalog service as checkout sees it: stock reservations and product lookup over REST. */
package org.tradepost.orders.stock;
