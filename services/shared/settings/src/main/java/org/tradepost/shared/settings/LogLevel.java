package org.tradepost.shared.settings;

import java.util.logging.Level;
import java.util.logging.Logger;
import org.tradepost.shared.rest.DebugLog;

/** The least level of what our own code logs. Of several services in one server the last that was told decides; all hear the same. */
public enum LogLevel {
    FINE(Level.FINE),
    INFO(Level.INFO),
    WARNING(Level.WARNING),
    SEVERE(Level.SEVERE);

    /** Held, because a logger that nobody holds forgets its level. */
    private static final Logger OURS = Logger.getLogger("org.tradepost");

    private final Level level;

    LogLevel(Level level) {
        this.level = level;
    }

    void apply() {
        DebugLog.showAll(this == FINE);
        OURS.setLevel(level);
    }
}
