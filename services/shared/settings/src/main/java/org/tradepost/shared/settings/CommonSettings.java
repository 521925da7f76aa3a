package org.tradepost.shared.settings;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** What every service has. */
public final class CommonSettings implements Declarations {

    /** How much is logged. */
    public static final Setting<LogLevel> LOG_LEVEL = Setting.live(
            "tradepost.log.level",
            ValueType.oneOf(LogLevel.class),
            "INFO",
            "least level of what our own code logs; `FINE` is written as `INFO`, because Liberty shows nothing below");

    @Override
    public List<Setting<?>> settings(Function<String, Optional<String>> config) {
        return List.of(LOG_LEVEL);
    }
}
