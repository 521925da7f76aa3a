package org.tradepost.cli.command.parked;

import java.util.Locale;

/** A service that consumes events, and so may set some aside. */
enum Consumer {
    USERS,
    ORDERS;

    /** Where its parked events are listed. */
    String path() {
        return "/api/v1/admin/parked-events/" + this;
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
