package org.tradepost.cli.drill.load;

/** What a caller may conclude from an answer, or from the lack of one. */
public enum Outcome {
    /** Done, or taken on: what was asked for will be there for ever. */
    OK,
    /** Not done, for a documented reason. */
    REFUSED,
    /** Anything: done, not done, or still to be done. */
    UNKNOWN
}
