/** What an order is: its states and their one transition table, its lines, and the history it can be rebuilt from. */
package org.tradepost.orders.ordering.entity;
