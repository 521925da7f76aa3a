package org.tradepost.shared.settings;

import java.util.Map;

/** The values of all settings at one moment. */
public final class Values {

    private final Map<String, Object> byName;

    Values(Map<String, Object> byName) {
        this.byName = Map.copyOf(byName);
    }

    /** @throws IllegalArgumentException if nobody declared the setting, or it has neither a value nor a default */
    @SuppressWarnings("unchecked")
    public <T> T get(Setting<T> setting) {
        Object value = byName.get(setting.name());
        if (value == null) {
            throw new IllegalArgumentException(setting.name() + " is not declared, or has no value");
        }
        return (T) value;
    }
}
