/** The HTTP face of reading orders; the shapes of orders in answers are used by checkout, too. */
package org.tradepost.orders.ordering.boundary;
