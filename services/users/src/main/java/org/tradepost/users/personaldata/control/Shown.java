package org.tradepost.users.personaldata.control;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** A record as the export shows it: named values in order. What is not named here, such as a hash, is not shown. */
final class Shown {

    private final Map<String, Object> values = new LinkedHashMap<>();

    private Shown() {}

    static Shown of(String name, Object value) {
        return new Shown().and(name, value);
    }

    Shown and(String name, Object value) {
        values.put(name, value);
        return this;
    }

    @JsonValue
    Map<String, Object> values() {
        return Collections.unmodifiableMap(values);
    }
}
