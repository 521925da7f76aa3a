/** What the calls to all participants have in common: reading an answer as status and code, whatever went wrong on the way. */
package org.tradepost.orders.participant;
