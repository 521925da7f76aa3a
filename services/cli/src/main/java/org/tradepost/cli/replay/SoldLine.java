package org.tradepost.cli.replay;

/**
 * One line of an invoice that is sold.
 *
 * @param sku exactly as the file has it, trailing spaces included
 * @param pence price of one unit
 */
record SoldLine(String sku, long quantity, long pence) {

    long revenue() {
        return Math.multiplyExact(quantity, pence);
    }
}
