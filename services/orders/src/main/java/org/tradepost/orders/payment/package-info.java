/** The payments service as checkout sees it, over REST. */
package org.tradepost.orders.payment;
