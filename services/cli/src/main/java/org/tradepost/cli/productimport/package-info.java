/** Sends a file of products to the catalogue and tells what was taken and what was refused, and why. */
package org.tradepost.cli.productimport;
