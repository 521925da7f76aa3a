/** What the services promise to whoever reads their events, and whether they may still change it. */
package org.tradepost.contracts;
