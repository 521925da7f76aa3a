package org.tradepost.cli;

import java.util.logging.Level;
import java.util.logging.Logger;

/** Libraries log through java.util.logging; on a command line only their severe messages are of use. */
final class QuietLogging {
    // A strong reference: the log manager alone would let the configured logger be collected.
    private static final Logger ROOT = Logger.getLogger("");

    private QuietLogging() {}

    static void configure() {
        ROOT.setLevel(Level.SEVERE);
    }
}
