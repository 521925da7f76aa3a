package org.tradepost.gateway.shedding.entity;

import java.util.Locale;

/** Why a stream was not let in. */
public enum StreamRefusal {
    /** Its client's address has as many as it may. */
    ADDRESS,
    /** There are as many as there may be. */
    FULL;

    /** As in metrics. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
