package org.tradepost.shared.settings;

import java.util.Locale;

/**
 * What can be set.
 *
 * @param name MicroProfile Config property
 * @param type what values there are
 * @param standard the value where no source says another; empty for none
 * @param meaning in one line, for {@code docs/configuration.md}
 * @param live whether a change takes effect at once; else at the next start
 * @param secret whether its value is never shown
 */
public record Setting<T>(
        String name, ValueType<T> type, String standard, String meaning, boolean live, boolean secret) {

    public static <T> Setting<T> live(String name, ValueType<T> type, String standard, String meaning) {
        return new Setting<>(name, type, standard, meaning, true, false);
    }

    public static <T> Setting<T> atStart(String name, ValueType<T> type, String standard, String meaning) {
        return new Setting<>(name, type, standard, meaning, false, false);
    }

    /** The environment variable that a property can be given as. */
    static String variable(String property) {
        return property.replaceAll("[^A-Za-z0-9]", "_").toUpperCase(Locale.ROOT);
    }

    /** Text that is read at start and never shown. */
    public static Setting<String> secret(String name, String meaning) {
        return new Setting<>(name, ValueType.text(), "", meaning, false, true);
    }
}
