/**
 * Places the invoices of a retailer's export as orders and reconciles what the platform reports with the file.
 *
 * <p>Invoices run in the order in which they first appear. What is placed already is known by the channel, which is
 * derived from the file's content, and by the invoice number as the order's reference, so that running the same file
 * again places nothing twice, under whatever name or compression it comes.
 */
package org.tradepost.cli.replay;
