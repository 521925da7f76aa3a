package org.tradepost.catalog.productimport.control;

/** Follows the quotes of a CSV record (RFC 4180) over its lines, to find where it ends and whether its quotes are in order. */
final class QuoteScan {

    /** What the lines read so far are. */
    enum State {
        COMPLETE,
        OPEN,
        BROKEN
    }

    private enum At {
        FIELD_START,
        PLAIN,
        QUOTED,
        AFTER_QUOTE
    }

    private At at = At.FIELD_START;

    /** Takes the next line of the record. */
    State take(String line) {
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            switch (at) {
                case FIELD_START -> at = c == '"' ? At.QUOTED : c == ',' ? At.FIELD_START : At.PLAIN;
                case PLAIN -> at = c == ',' ? At.FIELD_START : At.PLAIN;
                case QUOTED -> at = c == '"' ? At.AFTER_QUOTE : At.QUOTED;
                case AFTER_QUOTE -> {
                    if (c != '"' && c != ',') {
                        return State.BROKEN;
                    }
                    at = c == '"' ? At.QUOTED : At.FIELD_START;
                }
            }
        }
        return at == At.QUOTED ? State.OPEN : State.COMPLETE;
    }
}
