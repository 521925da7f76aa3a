/** Keyset pagination: a page starts behind the last row of the one before, so that rows that come and go shift nothing. */
package org.tradepost.shared.paging;
